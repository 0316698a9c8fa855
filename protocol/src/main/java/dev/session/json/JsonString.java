package dev.session.json;

/// A string. It may hold lone surrogates, as JSON allows; they print as escapes.
public record JsonString(String value) implements Json {

  @Override
  public String toString() {
    return compact();
  }
}
