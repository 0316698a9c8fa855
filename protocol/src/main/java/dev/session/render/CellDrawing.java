package dev.session.render;

import org.jspecify.annotations.Nullable;

/// The characters that must meet their neighbours without a seam: frames, blocks, Braille, the
/// symbols of older computers, and the arrows of prompts. They are drawn by geometry to the very
/// edges of the cell, in one shape for all looks.
final class CellDrawing {
  private static final int SHAPES_FROM = 0x2500;
  private static final int BLOCKS_FROM = 0x2580;
  private static final int BLOCKS_END = 0x25a0;
  private static final int BRAILLE_FROM = 0x2800;
  private static final int BRAILLE_END = 0x2900;
  private static final int PROMPT_FROM = 0xe0b0;
  private static final int PROMPT_END = 0xe0c0;
  private static final int LEGACY_FROM = 0x1fb00;
  private static final int LEGACY_END = 0x1fc00;

  private final CellSize cell;

  CellDrawing(CellSize cell) {
    this.cell = cell;
  }

  /// The shape of such a character; null for any other.
  @Nullable GlyphMask draw(int code) {
    if (code < SHAPES_FROM) {
      return null;
    }
    var canvas = new CellCanvas(cell);
    boolean drawn = false;
    if (code < BLOCKS_FROM) {
      drawn = BoxDrawing.draw(code, canvas);
    } else if (code < BLOCKS_END) {
      BlockElements.draw(code, canvas);
      drawn = true;
    } else if (code >= BRAILLE_FROM && code < BRAILLE_END) {
      BlockElements.braille(code - BRAILLE_FROM, canvas);
      drawn = true;
    } else if (code >= PROMPT_FROM && code < PROMPT_END) {
      drawn = PromptShapes.draw(code, canvas);
    } else if (code >= LEGACY_FROM && code < LEGACY_END) {
      drawn = LegacySymbols.draw(code, canvas);
    }
    return drawn ? canvas.mask() : null;
  }
}
