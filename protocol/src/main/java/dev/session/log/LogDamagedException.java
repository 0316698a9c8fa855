package dev.session.log;

import java.io.IOException;

/// Something was asked of a log that cannot be had because the log is damaged.
public final class LogDamagedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient LogDamage damage;

  public LogDamagedException(LogDamage damage) {
    super(damage.describe());
    this.damage = damage;
  }

  public LogDamage damage() {
    return damage;
  }
}
