package dev.session.json;

/// `true` or `false`.
public enum JsonBoolean implements Json {
  TRUE(true),
  FALSE(false);

  private final boolean value;

  JsonBoolean(boolean value) {
    this.value = value;
  }

  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public boolean value() {
    return value;
  }

  @Override
  public String toString() {
    return value ? "true" : "false";
  }
}
