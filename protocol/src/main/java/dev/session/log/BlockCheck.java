package dev.session.log;

import java.io.IOException;
import java.util.zip.CRC32C;

/// Compares the lines of a block with the check line or seal behind them, before any event of the
/// block is handed out.
///
/// @param verdict what was found
/// @param end behind the block's check line or seal; the end of the file for an open block
record BlockCheck(Verdict verdict, long end) {

  enum Verdict {
    INTACT,
    /// No check line yet.
    OPEN,
    DAMAGED
  }

  static BlockCheck of(SegmentSource source, long blockStart) throws IOException {
    var input = new LineInput(source, blockStart);
    var crc = new CRC32C();
    try {
      while (input.next()) {
        byte[] buffer = input.buffer();
        int from = input.from();
        int end = input.end();
        if (buffer[from] == '#'
            && (CheckLine.isCheck(buffer, from, end) || CheckLine.isSeal(buffer, from, end))) {
          crc.update(buffer, from, CheckLine.checkedBytes(buffer, from, end));
          boolean intact = CheckLine.names(crc.getValue(), buffer, from, end);
          return new BlockCheck(intact ? Verdict.INTACT : Verdict.DAMAGED, input.nextOffset());
        }
        crc.update(buffer, from, end - from);
      }
    } catch (LineInput.LineTooLongException _) {
      return new BlockCheck(Verdict.DAMAGED, input.nextOffset());
    }
    return new BlockCheck(Verdict.OPEN, input.nextOffset());
  }
}
