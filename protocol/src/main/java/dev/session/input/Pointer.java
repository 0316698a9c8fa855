package dev.session.input;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The mouse of one session: what each action on it tells the application.
///
/// Spec: xterm's ctlseqs, "Mouse Tracking". Remembers which buttons are held and where it is, since
/// reports of motion depend on both. Rows and columns count from 0. An action that is refused
/// changes nothing. One that the application sees a part of is sent in part, as from a real mouse:
/// in mode 9 a click is its press, in mode 1000 a drag is its ends.
///
/// Limits: highlight tracking (1001) is not a mode here. Deviation: a position that an encoding
/// cannot write is refused; xterm clips it or writes NUL.
///
/// Owner: the thread of its session.
public final class Pointer {
  private static final int SHIFT_BIT = 4;
  private static final int ALT_BIT = 8;
  private static final int CTRL_BIT = 16;
  private static final int MOTION_BIT = 32;
  private static final int NO_BUTTON = 3;
  private static final int BYTE_OFFSET = 32;

  /// How many cursor keys a click of the wheel is under alternate scrolling: as in most terminals.
  private static final int LINES_PER_CLICK = 3;

  /// A cell of the screen.
  public record Cell(int row, int col) {}

  /// The modes in force, the modifiers held, and whether to report what nobody asked for.
  public record Context(InputModes modes, Set<Modifier> modifiers, boolean force) {
    private MouseTracking tracking() {
      return force ? MouseTracking.MOTION : modes.mouseTracking();
    }
  }

  private final TreeSet<Integer> held = new TreeSet<>();
  private @Nullable Cell at;

  /// Presses and releases `button` there, `times` times.
  public byte[] click(MouseButton button, Cell cell, int times, Context context) {
    requirePress(button, context);
    var report = new Report(cell, context);
    for (int i = 0; i < times; i++) {
      report.press(button);
      report.release(button);
    }
    at = cell;
    return report.bytes();
  }

  /// Presses `button` there and keeps it held; the wheel cannot be.
  public byte[] press(MouseButton button, Cell cell, Context context) {
    requirePress(button, context);
    var report = new Report(cell, context);
    report.press(button);
    at = cell;
    if (!button.isWheel()) {
      held.add(button.number());
    }
    return report.bytes();
  }

  /// Releases `button` there, whether or not it was pressed by [#press].
  public byte[] release(MouseButton button, Cell cell, Context context) {
    require(MouseTracking.BUTTONS, "releases", context);
    if (button.isWheel()) {
      throw invalid("The wheel has no release: use scroll.");
    }
    var report = new Report(cell, context);
    report.release(button);
    at = cell;
    held.remove(button.number());
    return report.bytes();
  }

  /// Moves there with the buttons that are held. No bytes if it is there already.
  public byte[] move(Cell cell, Context context) {
    if (held.isEmpty()) {
      require(MouseTracking.MOTION, "motion without a button", context);
    } else {
      require(MouseTracking.DRAGS, "motion", context);
    }
    var report = new Report(cell, context);
    if (!cell.equals(at)) {
      report.motion(held.isEmpty() ? null : new MouseButton(held.first()), cell);
    }
    at = cell;
    return report.bytes();
  }

  /// Presses `button` at one cell, passes every cell of the straight line to another, and releases
  /// it there.
  public byte[] drag(MouseButton button, Cell from, Cell to, Context context) {
    require(MouseTracking.BUTTONS, "where a drag ends", context);
    if (button.isWheel()) {
      throw invalid("The wheel cannot be dragged.");
    }
    var report = new Report(from, context);
    report.reachable(to);
    report.press(button);
    if (context.tracking().reports(MouseTracking.DRAGS)) {
      line(from, to, button, report);
    }
    report.move(to);
    report.release(button);
    at = to;
    held.remove(button.number());
    return report.bytes();
  }

  // Bresenham: one cell a step along the longer side.
  private static void line(Cell from, Cell to, MouseButton button, Report report) {
    int rows = Math.abs(to.row() - from.row());
    int cols = Math.abs(to.col() - from.col());
    int rowStep = Integer.signum(to.row() - from.row());
    int colStep = Integer.signum(to.col() - from.col());
    int row = from.row();
    int col = from.col();
    int error = cols - rows;
    while (row != to.row() || col != to.col()) {
      int doubled = 2 * error;
      if (doubled > -rows) {
        error -= rows;
        col += colStep;
      }
      if (doubled < cols) {
        error += cols;
        row += rowStep;
      }
      report.motion(button, new Cell(row, col));
    }
  }

  /// Turns the wheel there by `clicks`; `direction` is one of the wheel's four buttons. Where
  /// nobody asked for the mouse, but for alternate scrolling, the wheel presses cursor keys.
  public byte[] scroll(MouseButton direction, Cell cell, int clicks, Context context) {
    if (!direction.isWheel()) {
      throw new IllegalArgumentException("not a direction of the wheel: " + direction);
    }
    if (context.tracking() == MouseTracking.NONE && context.modes().alternateScroll()) {
      return cursorKeys(direction, clicks, context.modes());
    }
    requirePress(direction, context);
    var report = new Report(cell, context);
    for (int i = 0; i < clicks; i++) {
      report.press(direction);
    }
    at = cell;
    return report.bytes();
  }

  private static byte[] cursorKeys(MouseButton direction, int clicks, InputModes modes) {
    var key = Key.parse(direction.cursorKey());
    return Keyboard.press(Collections.nCopies(clicks * LINES_PER_CLICK, key), modes);
  }

  private static void requirePress(MouseButton button, Context context) {
    if (button.number() > MouseButton.RIGHT.number()) {
      require(MouseTracking.BUTTONS, "other buttons than the first three", context);
    } else {
      require(MouseTracking.PRESSES, "the mouse", context);
    }
  }

  private static void require(MouseTracking needed, String what, Context context) {
    if (context.tracking().reports(needed)) {
      return;
    }
    var on = context.modes().mouseTracking();
    throw new SessionException(
        ErrorCode.MOUSE_NOT_ENABLED,
        "The application has not asked to be told about "
            + what
            + ": that is mouse mode "
            + needed.mode()
            + (needed == MouseTracking.MOTION ? "" : " or a higher one")
            + (on == MouseTracking.NONE ? ", and it has set none" : ", and it has set " + on.mode())
            + ". --force sends it all the same.",
        JsonObject.builder().put("mode", on.mode()).put("neededMode", needed.mode()).build());
  }

  private static SessionException invalid(String sentence) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence);
  }

  /// Reports of one action, all of whose positions were checked first.
  private static final class Report {
    private final Context context;
    private final MouseEncoding encoding;
    private final TerminalBytes bytes;
    private final int modifierBits;
    private Cell cell;

    Report(Cell cell, Context context) {
      this.context = context;
      this.encoding = context.modes().mouseEncoding();
      this.bytes = new TerminalBytes(context.modes());
      this.modifierBits = modifierBits(context);
      this.cell = reachable(cell);
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }

    void move(Cell to) {
      cell = reachable(to);
    }

    void press(MouseButton button) {
      write(button.code() | modifierBits, 'M');
    }

    void release(MouseButton button) {
      if (button.isWheel() || !context.tracking().reports(MouseTracking.BUTTONS)) {
        return;
      }
      switch (encoding) {
        case SGR, SGR_PIXELS -> write(button.code() | modifierBits, 'm');
        case DEFAULT, UTF8, URXVT -> write(NO_BUTTON | modifierBits, 'M');
      }
    }

    void motion(@Nullable MouseButton button, Cell to) {
      move(to);
      write((button == null ? NO_BUTTON : button.code()) | modifierBits | MOTION_BIT, 'M');
    }

    private void write(int code, char last) {
      int row = cell.row() + 1;
      int col = cell.col() + 1;
      switch (encoding) {
        case DEFAULT ->
            bytes
                .csi("M")
                .octet(code + BYTE_OFFSET)
                .octet(col + BYTE_OFFSET)
                .octet(row + BYTE_OFFSET);
        case UTF8 ->
            bytes
                .csi("M")
                .codePoint(code + BYTE_OFFSET)
                .codePoint(col + BYTE_OFFSET)
                .codePoint(row + BYTE_OFFSET);
        case SGR -> bytes.csi("<" + code + ";" + col + ";" + row + last);
        case URXVT -> bytes.csi((code + BYTE_OFFSET) + ";" + col + ";" + row + last);
        case SGR_PIXELS -> {
          var modes = context.modes();
          int x = cell.col() * modes.cellWidthPx() + modes.cellWidthPx() / 2 + 1;
          int y = cell.row() * modes.cellHeightPx() + modes.cellHeightPx() / 2 + 1;
          bytes.csi("<" + code + ";" + x + ";" + y + last);
        }
      }
    }

    private static int modifierBits(Context context) {
      if (!context.tracking().reports(MouseTracking.BUTTONS)) {
        return 0;
      }
      int bits = 0;
      for (var modifier : context.modifiers()) {
        bits |=
            switch (modifier) {
              case SHIFT -> SHIFT_BIT;
              case ALT, META -> ALT_BIT;
              case CTRL -> CTRL_BIT;
              case SUPER, HYPER ->
                  throw invalid("Mouse reports have no place for " + modifier.word() + ".");
            };
      }
      return bits;
    }

    private Cell reachable(Cell cell) {
      if (cell.row() < 0 || cell.col() < 0) {
        throw invalid(
            "There is no cell at row "
                + cell.row()
                + ", column "
                + cell.col()
                + ": both count from 0.");
      }
      if (Math.max(cell.row(), cell.col()) >= encoding.reach()) {
        throw new SessionException(
            ErrorCode.INVALID_INPUT,
            "Row "
                + cell.row()
                + ", column "
                + cell.col()
                + " cannot be told in the mouse encoding that the application uses, which ends at "
                + (encoding.reach() - 1)
                + "; it would have to ask for SGR reports (mode 1006).",
            JsonObject.builder().put("row", cell.row()).put("col", cell.col()).build());
      }
      return cell;
    }
  }
}
