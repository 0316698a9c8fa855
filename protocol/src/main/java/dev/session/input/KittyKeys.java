package dev.session.input;

import static dev.session.input.Modifier.ALT;
import static dev.session.input.Modifier.CTRL;
import static dev.session.input.Modifier.SHIFT;

import dev.session.input.Key.Base.Named;
import dev.session.input.Key.Base.Printable;
import dev.session.input.NamedKey.Legacy;
import java.util.EnumSet;
import java.util.Set;

/// The kitty keyboard protocol.
///
/// Spec: https://sw.kovidgoyal.net/kitty/keyboard-protocol/, and what kitty does where it is
/// silent: with event types alone, keys that have an old encoding keep it when they are pressed.
/// Flags 4 and 16 only add to sequences, so alone they change nothing.
///
/// Limits: base layout keys are never told (the layout is the base layout), nor are the lock
/// modifiers (no lock is ever on).
final class KittyKeys {
  private static final int DISAMBIGUATE = 1;
  private static final int EVENT_TYPES = 2;
  private static final int ALTERNATE_KEYS = 4;
  private static final int ALL_AS_ESCAPE_CODES = 8;
  private static final int ASSOCIATED_TEXT = 16;

  private static final byte[] NOTHING = {};
  private static final int NO_CHARACTER = -1;

  private final Key key;
  private final KeyAction action;
  private final InputModes modes;

  private KittyKeys(Key key, KeyAction action, InputModes modes) {
    this.key = key;
    this.action = action;
    this.modes = modes;
  }

  /// Whether keys are encoded by this protocol in these modes.
  static boolean apply(InputModes modes) {
    return (modes.kittyFlags() & (DISAMBIGUATE | EVENT_TYPES | ALL_AS_ESCAPE_CODES)) != 0;
  }

  static byte[] bytes(Key key, KeyAction action, InputModes modes) {
    var keys = new KittyKeys(key, action, modes);
    if (action == KeyAction.RELEASE && !keys.on(EVENT_TYPES)) {
      return NOTHING;
    }
    return switch (key.base()) {
      case Named(var named) -> keys.named(named);
      case Printable(var codePoint) -> keys.printable(codePoint);
    };
  }

  private boolean on(int flag) {
    return (modes.kittyFlags() & flag) != 0;
  }

  private boolean disambiguated() {
    return on(DISAMBIGUATE) || on(ALL_AS_ESCAPE_CODES);
  }

  private byte[] named(NamedKey named) {
    var all = on(ALL_AS_ESCAPE_CODES);
    if (named.isModifier() && !all) {
      throw Keyboard.unsendable(
          key,
          "modifier keys are reported only to applications that ask for all keys as escape codes"
              + " (kitty keyboard protocol, flag 8).");
    }
    var plain = key.modifiers().isEmpty();
    int text = NO_CHARACTER;
    switch (named.legacy()) {
      case Legacy.Control _ -> {
        if (named != NamedKey.ESCAPE && !all) {
          // So that a shell can still be used after a program that set the protocol has died.
          if (action == KeyAction.RELEASE) {
            return NOTHING;
          }
          if (plain) {
            return XtermKeys.bytes(key, modes);
          }
        }
        if (named == NamedKey.ESCAPE && plain && !disambiguated() && action == KeyAction.PRESS) {
          return XtermKeys.bytes(key, modes);
        }
      }
      case Legacy.Keypad(var character, _) -> {
        if (!disambiguated()) {
          return bytes(withoutKeypad(character), action, modes);
        }
        if (plain && named != NamedKey.KP_ENTER) {
          text = character;
        }
      }
      case Legacy.SameAs(var other) -> {
        if (!disambiguated()) {
          return bytes(new Key(new Named(other), key.modifiers()), action, modes);
        }
      }
      case Legacy.Cursor _, Legacy.Pf _, Legacy.Numbered _, Legacy.Nothing _ -> {}
    }
    if (text != NO_CHARACTER && !all) {
      return asText(text);
    }
    return sequence(
        Integer.toString(named.kittyNumber()), key.modifiers(), text, named.kittyLast());
  }

  private Key withoutKeypad(char character) {
    return new Key(
        character == '\r' ? new Named(NamedKey.ENTER) : new Printable(character), key.modifiers());
  }

  private byte[] printable(int typed) {
    int code = UsLayout.unshifted(typed);
    Set<Modifier> modifiers = key.modifiers();
    // The case of a letter tells shift, unless what people write is ctrl+C for ctrl+c.
    boolean text = key.modifiers().isEmpty() || key.modifiers().equals(EnumSet.of(SHIFT));
    boolean caseCounts = text || key.modifiers().stream().allMatch(m -> m == ALT || m == SHIFT);
    if (code != typed && (caseCounts || !Character.isUpperCase(typed))) {
      modifiers = Modifier.with(modifiers, SHIFT);
    }
    boolean shift = modifiers.contains(SHIFT);
    int shifted = shift ? UsLayout.shifted(code) : code;
    if (text && !on(ALL_AS_ESCAPE_CODES)) {
      return asText(shifted);
    }
    if (!disambiguated()
        && action == KeyAction.PRESS
        && EnumSet.of(SHIFT, ALT, CTRL).containsAll(modifiers)) {
      return XtermKeys.bytes(key, modes);
    }
    var codes = Integer.toString(code);
    if (on(ALTERNATE_KEYS) && shifted != code) {
      codes += ":" + shifted;
    }
    return sequence(codes, modifiers, text ? shifted : NO_CHARACTER, 'u');
  }

  // Text has no release.
  private byte[] asText(int character) {
    return action == KeyAction.RELEASE
        ? NOTHING
        : new TerminalBytes(modes).codePoint(character).toByteArray();
  }

  private byte[] sequence(String codes, Set<Modifier> modifiers, int text, char last) {
    var type = on(EVENT_TYPES) && action != KeyAction.PRESS ? ":" + action.kittyType() : "";
    var second =
        modifiers.isEmpty() && type.isEmpty() ? "" : Modifier.kittyParameter(modifiers) + type;
    var third =
        text != NO_CHARACTER
                && on(ALL_AS_ESCAPE_CODES)
                && on(ASSOCIATED_TEXT)
                && action != KeyAction.RELEASE
            ? ";" + text
            : "";
    var rest = second.isEmpty() && third.isEmpty() ? "" : ";" + second + third;
    // 1 is the default of a sequence that has nothing else to say.
    var first = codes.equals("1") && rest.isEmpty() ? "" : codes;
    return new TerminalBytes(modes).csi(first + rest + last).toByteArray();
  }
}
