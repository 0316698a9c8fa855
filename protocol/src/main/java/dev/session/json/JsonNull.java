package dev.session.json;

/// JSON's `null`. An absent member is absent, not this.
public enum JsonNull implements Json {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
