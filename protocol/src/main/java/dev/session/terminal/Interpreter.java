package dev.session.terminal;

/// Gives every complete sequence to the family that carries it out. What is not here has no effect.
///
/// Spec: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html; each line names the function.
final class Interpreter implements ParserSink {
  private final TerminalState t;
  private final Screen screen;

  Interpreter(TerminalState state) {
    t = state;
    screen = state.screen;
  }

  @Override
  public void ascii(byte[] data, int from, int to) {
    t.text.ascii(data, from, to);
  }

  @Override
  public void character(int codePoint) {
    t.text.character(codePoint);
  }

  @Override
  public boolean joins(int codePoint) {
    return t.text.joins(codePoint);
  }

  @Override
  public void control(int value) {
    switch (value) {
      case 0x07 -> t.ringBell();
      case 0x08 -> t.motion.back(1);
      case 0x09 -> t.motion.nextTab(1);
      case 0x0a, 0x0b, 0x0c -> {
        screen.index();
        if (screen.mode(Mode.NEW_LINE)) {
          screen.carriageReturn();
        }
      }
      case 0x0d -> screen.carriageReturn();
      case 0x0e -> lockLeft(1);
      case 0x0f -> lockLeft(0);
      default -> {}
    }
    screen.lastCharacter = -1;
  }

  /// SO and SI; in VT52 mode only their escape sequences shift.
  private void lockLeft(int set) {
    if (screen.level > 0) {
      screen.charsets.lockLeft(set);
    }
  }

  @Override
  public void cancel(int value) {
    screen.lastCharacter = -1;
  }

  @Override
  public void escape(Sequence s) {
    int last = screen.lastCharacter;
    screen.lastCharacter = -1;
    switch (s.intermediates) {
      case 0 -> plainEscape(s.finalByte, last);
      case ' ' -> announce(s.finalByte);
      case '#' -> lineSize(s.finalByte);
      case '%' -> {}
      default -> t.designate(s.intermediates, s.finalByte);
    }
  }

  private void plainEscape(int finalByte, int last) {
    switch (finalByte) {
      case '6' -> t.columns.backIndex(); // DECBI
      case '7' -> screen.saveCursor(); // DECSC
      case '8' -> screen.restoreCursor(); // DECRC
      case '9' -> t.columns.forwardIndex(); // DECFI
      case '=' -> t.modes.put(Mode.APPLICATION_KEYPAD, true); // DECKPAM
      case '>' -> t.modes.put(Mode.APPLICATION_KEYPAD, false); // DECKPNM
      case 'D' -> screen.index(); // IND
      case 'E' -> { // NEL
        screen.index();
        screen.carriageReturn();
        screen.lineEnded = true;
      }
      case 'H' -> screen.tabs.set(screen.col); // HTS
      case 'M' -> screen.reverseIndex(); // RI
      case 'N' -> screen.charsets.singleShift(2); // SS2
      case 'O' -> screen.charsets.singleShift(3); // SS3
      case 'V' -> t.protect(Screen.Protection.ISO, true); // SPA
      case 'W' -> t.protect(Screen.Protection.ISO, false); // EPA
      case 'Z' -> t.reports.primaryAttributes(); // DECID
      case 'c' -> t.hardReset(); // RIS
      case 'l' -> screen.top = Math.min(screen.row, screen.bottom); // memory lock
      case 'm' -> screen.top = 0; // memory unlock
      case 'n' -> screen.charsets.lockLeft(2); // LS2
      case 'o' -> screen.charsets.lockLeft(3); // LS3
      case '|' -> screen.charsets.right = 3; // LS3R
      case '}' -> screen.charsets.right = 2; // LS2R
      case '~' -> screen.charsets.right = 1; // LS1R
      default -> screen.lastCharacter = finalByte == '\\' ? last : -1;
    }
  }

  /// `ESC SP F`, `G`: how replies are coded; `L`, `M`, `N`: announced code structure (ISO 4873).
  private void announce(int finalByte) {
    switch (finalByte) {
      case 'F' -> screen.eightBitReplies = false;
      case 'G' -> screen.eightBitReplies = screen.level >= 2;
      case 'L', 'M' -> {
        screen.charsets.designate(0, Charset.ASCII);
        screen.charsets.designate(1, Charset.LATIN_1);
        screen.charsets.lockLeft(0);
        screen.charsets.right = 1;
      }
      case 'N' -> {
        screen.charsets.designate(0, Charset.ASCII);
        screen.charsets.lockLeft(0);
      }
      default -> {}
    }
  }

  private void lineSize(int finalByte) {
    switch (finalByte) {
      case '3' -> setLineSize(Row.DOUBLE_HEIGHT_TOP);
      case '4' -> setLineSize(Row.DOUBLE_HEIGHT_BOTTOM);
      case '5' -> setLineSize(Row.SINGLE);
      case '6' -> setLineSize(Row.DOUBLE_WIDTH);
      case '8' -> t.rectangles.alignmentPattern(); // DECALN
      default -> {}
    }
  }

  /// DECDHL, DECSWL, DECDWL; left and right margins exclude them.
  private void setLineSize(byte size) {
    if (!screen.mode(Mode.LEFT_RIGHT_MARGINS)) {
      screen.line().size = size;
      if (screen.col > screen.lastColumn()) {
        screen.col = screen.lastColumn();
      }
    }
  }

  @Override
  public void csi(Sequence s) {
    int last = screen.lastCharacter;
    screen.lastCharacter = -1;
    if (s.hasSubparameters() && s.finalByte != 'm') {
      return;
    }
    switch (s.prefix) {
      case 0 -> {
        if (s.intermediates == 0) {
          plain(s, last);
        } else {
          withIntermediate(s);
        }
      }
      case '?' -> question(s);
      case '>' -> greater(s);
      case '=' -> {
        if (s.intermediates == 0 && s.finalByte == 'c') {
          t.reports.tertiaryAttributes();
        } else if (s.intermediates == 0 && s.finalByte == 'u') {
          t.keyboard.setFlags(t.screenIndex(), s.value(0, 0), s.value(1, 1));
        }
      }
      case '<' -> {
        if (s.intermediates == 0 && s.finalByte == 'u') {
          t.keyboard.popFlags(t.screenIndex(), s.atLeastOne(0));
        }
      }
      default -> {}
    }
  }

  private void plain(Sequence s, int last) {
    switch (s.finalByte) {
      case '@' -> t.editing.insertCharacters(s.atLeastOne(0)); // ICH
      case 'A' -> t.motion.up(s.atLeastOne(0)); // CUU
      case 'B' -> t.motion.down(s.atLeastOne(0)); // CUD
      case 'C' -> t.motion.forward(s.atLeastOne(0)); // CUF
      case 'D' -> t.motion.back(s.atLeastOne(0)); // CUB
      case 'E' -> { // CNL
        t.motion.down(s.atLeastOne(0));
        screen.carriageReturn();
      }
      case 'F' -> { // CPL
        t.motion.up(s.atLeastOne(0));
        screen.carriageReturn();
      }
      case 'G', '`' -> screen.moveTo(screen.originRow(), s.atLeastOne(0) - 1); // CHA, HPA
      case 'H', 'f' -> screen.moveTo(s.atLeastOne(0) - 1, s.atLeastOne(1) - 1); // CUP, HVP
      case 'I' -> t.motion.nextTab(s.atLeastOne(0)); // CHT
      case 'J' -> t.eraseDisplay(s.value(0, 0), false); // ED
      case 'K' -> t.editing.eraseLine(s.value(0, 0), false); // EL
      case 'L' -> t.editing.insertLines(s.atLeastOne(0)); // IL
      case 'M' -> t.editing.deleteLines(s.atLeastOne(0)); // DL
      case 'P' -> t.editing.deleteCharacters(s.atLeastOne(0)); // DCH
      case 'S' -> screen.scrollUp(s.atLeastOne(0)); // SU
      case 'T' -> { // SD, but not with a zero; five parameters are highlight tracking
        if (s.count() <= 1 && s.value(0, 1) > 0) {
          screen.scrollDown(screen.top, s.value(0, 1));
        }
      }
      case '^' -> screen.scrollDown(screen.top, s.atLeastOne(0)); // SD as ECMA-48 had it
      case 'X' -> t.editing.eraseCharacters(s.atLeastOne(0)); // ECH
      case 'Z' -> t.motion.previousTab(s.atLeastOne(0)); // CBT
      case 'a' -> // HPR
          screen.moveTo(screen.originRow(), screen.originCol() + s.atLeastOne(0));
      case 'b' -> { // REP
        screen.lastCharacter = last;
        t.text.repeat(s.atLeastOne(0));
        screen.lastCharacter = -1;
      }
      case 'c' -> { // DA1
        if (s.value(0, 0) == 0) {
          t.reports.primaryAttributes();
        }
      }
      case 'd' -> screen.moveTo(s.atLeastOne(0) - 1, screen.originCol()); // VPA
      case 'e' -> // VPR
          screen.moveTo(screen.originRow() + s.atLeastOne(0), screen.originCol());
      case 'g' -> t.clearTabs(s.value(0, 0)); // TBC
      case 'h' -> t.modeSwitch.ansi(s, true); // SM
      case 'l' -> t.modeSwitch.ansi(s, false); // RM
      case 'm' -> t.sgr.apply(s); // SGR
      case 'n' -> t.reports.status(s, false); // DSR
      case 'r' -> t.setTopBottomMargins(s.value(0), s.value(1)); // DECSTBM
      case 's' -> t.saveCursorOrSetMargins(s); // SCOSC, DECSLRM
      case 't' -> t.window.operate(s); // XTWINOPS
      case 'u' -> screen.restoreCursor(); // SCORC
      case 'x' -> t.reports.terminalParameters(s.value(0, 0)); // DECREQTPARM
      default -> {}
    }
  }

  private void withIntermediate(Sequence s) {
    switch (s.intermediates << 8 | s.finalByte) {
      case ' ' << 8 | '@' -> t.columns.shift(s.atLeastOne(0), true); // SL
      case ' ' << 8 | 'A' -> t.columns.shift(s.atLeastOne(0), false); // SR
      case ' ' << 8 | 'q' -> t.setCursorStyle(s.value(0, 1)); // DECSCUSR
      case '!' << 8 | 'p' -> t.softReset(); // DECSTR
      case '"' << 8 | 'p' -> t.setLevel(s); // DECSCL
      case '"' << 8 | 'q' -> t.selectProtection(s.value(0, 0)); // DECSCA
      case '#' << 8 | 'p', '#' << 8 | '{' -> t.sgr.push(); // XTPUSHSGR
      case '#' << 8 | 'q', '#' << 8 | '}' -> t.sgr.pop(); // XTPOPSGR
      case '#' << 8 | 'P' -> t.palette.push(s.value(0, 0)); // XTPUSHCOLORS
      case '#' << 8 | 'Q' -> t.palette.pop(s.value(0, 0)); // XTPOPCOLORS
      case '#' << 8 | 'R' -> t.reports.colorStack(); // XTREPORTCOLORS
      case '#' << 8 | '|' -> t.rectangles.reportSgr(s, t.replies); // XTREPORTSGR
      case '#' << 8 | 'y' -> t.rectangles.setChecksumExtension(s.value(0, 0)); // XTCHECKSUM
      case '$' << 8 | 'p' -> t.reports.mode(s.value(0, 0), false); // DECRQM
      case '$' << 8 | 'r' -> t.rectangles.changeAttributes(s, t.sgr, false); // DECCARA
      case '$' << 8 | 't' -> t.rectangles.changeAttributes(s, t.sgr, true); // DECRARA
      case '$' << 8 | 'v' -> t.rectangles.copy(s); // DECCRA
      case '$' << 8 | 'w' -> t.reports.presentationState(s.value(0, 0)); // DECRQPSR
      case '$' << 8 | 'x' -> t.rectangles.fill(s); // DECFRA
      case '$' << 8 | 'z' -> t.rectangles.erase(s, false); // DECERA
      case '$' << 8 | '{' -> t.rectangles.erase(s, true); // DECSERA
      case '$' << 8 | '|' -> t.window.setColumns(s.value(0, 80)); // DECSCPP
      case '&' << 8 | 'u' -> t.reports.userPreferredSet(); // DECRQUPSS
      case '\'' << 8 | '}' -> t.columns.insert(s.atLeastOne(0)); // DECIC
      case '\'' << 8 | '~' -> t.columns.delete(s.atLeastOne(0)); // DECDC
      case '\'' << 8 | '|' -> t.reports.locator(); // DECRQLP
      case '*' << 8 | 'x' -> t.rectangles.setExtent(s.value(0, 0)); // DECSACE
      case '*' << 8 | 'y' -> t.rectangles.checksum(s, t.replies); // DECRQCRA
      case '*' << 8 | '|' -> t.window.setRows(s.value(0, 0)); // DECSNLS
      default -> {}
    }
  }

  private void question(Sequence s) {
    if (s.intermediates == '$' && s.finalByte == 'p') {
      t.reports.mode(s.value(0, 0), true); // DECRQM
    }
    if (s.intermediates != 0) {
      return;
    }
    switch (s.finalByte) {
      case 'J' -> t.eraseDisplay(s.value(0, 0), true); // DECSED
      case 'K' -> t.editing.eraseLine(s.value(0, 0), true); // DECSEL
      case 'W' -> { // DECST8C
        if (s.value(0) == 5) {
          screen.tabs.reset();
        }
      }
      case 'S' -> t.reports.graphics(s); // XTSMGRAPHICS
      case 'h' -> t.modeSwitch.dec(s, true); // DECSET
      case 'l' -> t.modeSwitch.dec(s, false); // DECRST
      case 'm' -> t.reports.keyModifiers(s.value(0, 0)); // XTQMODKEYS
      case 'n' -> t.reports.status(s, true); // DSR, private
      case 'r' -> t.modeSwitch.restore(s); // XTRESTORE
      case 's' -> t.modeSwitch.save(s); // XTSAVE
      case 'u' -> t.reports.kittyFlags(); // kitty: query
      default -> {}
    }
  }

  private void greater(Sequence s) {
    if (s.intermediates != 0) {
      return;
    }
    switch (s.finalByte) {
      case 'T' -> t.titleModes(s, false); // XTRMTITLE
      case 't' -> t.titleModes(s, true); // XTSMTITLE
      case 'c' -> { // DA2
        if (s.value(0, 0) == 0) {
          t.reports.secondaryAttributes();
        }
      }
      case 'f' -> t.setKeyFormat(s); // XTFMTKEYS
      case 'm' -> t.setKeyModifier(s); // XTMODKEYS
      case 'n' -> t.keyboard.setModifier(s.value(0, 2), 0); // XTMODKEYS disabled
      case 'q' -> { // XTVERSION
        if (s.value(0, 0) == 0) {
          t.reports.version();
        }
      }
      case 'u' -> t.keyboard.pushFlags(t.screenIndex(), s.value(0, 0)); // kitty: push
      default -> {}
    }
  }

  @Override
  public boolean acceptsOsc(int number) {
    return OperatingSystemCommands.accepts(number);
  }

  @Override
  public void osc(int number, byte[] data, int from, int to, boolean bell) {
    screen.lastCharacter = -1;
    t.osc.execute(number, data, from, to, bell);
  }

  @Override
  public boolean acceptsDcs(Sequence s) {
    return DeviceControlStrings.accepts(s);
  }

  @Override
  public void dcs(Sequence s, byte[] data, int to) {
    screen.lastCharacter = -1;
    t.dcs.execute(s, data, to);
  }

  @Override
  public void vt52(int finalByte) {
    screen.lastCharacter = -1;
    switch (finalByte) {
      case 'A' -> t.motion.up(1);
      case 'B' -> t.motion.down(1);
      case 'C' -> t.motion.forward(1);
      case 'D' -> t.motion.back(1);
      case 'F' -> screen.charsets.lockLeft(1);
      case 'G' -> screen.charsets.lockLeft(0);
      case 'H' -> screen.moveTo(0, 0);
      case 'I' -> screen.reverseIndex();
      case 'J' -> t.eraseDisplay(0, false);
      case 'K' -> t.editing.eraseLine(0, false);
      case 'Z' -> t.reports.vt52Identity();
      case '=' -> t.modes.put(Mode.APPLICATION_KEYPAD, true);
      case '>' -> t.modes.put(Mode.APPLICATION_KEYPAD, false);
      case '<' -> t.modeSwitch.leaveVt52();
      default -> {}
    }
  }

  /// A row below the screen moves nothing vertically; a column beyond it nothing horizontally.
  @Override
  public void vt52Position(int row, int column) {
    screen.lastCharacter = -1;
    screen.moveTo(
        row < screen.rows() ? row : screen.row, column < screen.cols() ? column : screen.col);
  }
}
