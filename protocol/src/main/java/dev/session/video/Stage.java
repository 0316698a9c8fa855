package dev.session.video;

import dev.session.render.Painter;
import dev.session.render.Theme;

/// How a film's screens become pictures that all have one size.
///
/// @param isFitted whether the canvas has the size that the screen has longest, larger screens
///   being shrunk to it; else it has the largest size
public record Stage(Painter painter, Theme theme, boolean isFitted) {
  /// The size of the canvas.
  public Film.Size size(Film.Survey survey) {
    return isFitted ? survey.longest() : survey.largest();
  }

  /// How many pixels are kept while a film is drawn.
  public long pixels(Film.Survey survey) {
    long largest = pixels(survey.largest());
    return isFitted ? largest + pixels(survey.longest()) : largest;
  }

  /// How many pixels a picture of this size has.
  public long pixels(Film.Size size) {
    return (long) painter.width(size.cols()) * painter.height(size.rows());
  }

  /// @param multiple both lengths of the pictures are multiples of it
  Canvas canvas(Film.Survey survey, int multiple) {
    return new Canvas(this, size(survey), multiple);
  }
}
