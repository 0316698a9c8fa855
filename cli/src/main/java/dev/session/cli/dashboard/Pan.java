package dev.session.cli.dashboard;

/// The first row and column of a session's screen that are shown.
record Pan(int row, int col) {
  Pan moved(int rows, int cols, Picture picture, Rect room) {
    return new Pan(
        Math.clamp(row + (long) rows, 0, Math.max(0, picture.rows() - room.rows())),
        Math.clamp(col + (long) cols, 0, Math.max(0, picture.cols() - room.cols())));
  }
}
