package dev.session.video;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// Uncompressed pictures, each with its time, as a stream that an encoder reads: Matroska,
/// <https://www.rfc-editor.org/rfc/rfc9559>. Only what an encoder needs is written.
final class RawVideo {
  private static final int EBML = 0x1a45dfa3;
  private static final int DOC_TYPE = 0x4282;
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549a966;
  private static final int TIMESTAMP_SCALE = 0x2ad7b1;
  private static final int TRACKS = 0x1654ae6b;
  private static final int TRACK_ENTRY = 0xae;
  private static final int TRACK_NUMBER = 0xd7;
  private static final int TRACK_UID = 0x73c5;
  private static final int TRACK_TYPE = 0x83;
  private static final int CODEC_ID = 0x86;
  private static final int DEFAULT_DURATION = 0x23e383;
  private static final int VIDEO = 0xe0;
  private static final int PIXEL_WIDTH = 0xb0;
  private static final int PIXEL_HEIGHT = 0xba;
  private static final int UNCOMPRESSED_FOURCC = 0x2eb524;
  private static final int CHAPTERS = 0x1043a770;
  private static final int EDITION_ENTRY = 0x45b9;
  private static final int CHAPTER_ATOM = 0xb6;
  private static final int CHAPTER_UID = 0x73c4;
  private static final int CHAPTER_TIME_START = 0x91;
  private static final int CHAPTER_TIME_END = 0x92;
  private static final int CHAPTER_DISPLAY = 0x80;
  private static final int CHAP_STRING = 0x85;
  private static final int CHAP_LANGUAGE = 0x437c;
  private static final int CLUSTER = 0x1f43b675;
  private static final int TIMESTAMP = 0xe7;
  private static final int SIMPLE_BLOCK = 0xa3;

  private static final long UNKNOWN_SIZE = 0x01ff_ffff_ffff_ffffL;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long NANOS_PER_MICRO = 1_000;

  /// Track 1, no offset to the cluster's time, a key frame.
  private static final byte[] BLOCK_START = {(byte) 0x81, 0, 0, (byte) 0x80};

  /// Pixels that are written together; a picture may have a hundred million.
  private static final int PART_PIXELS = 16 << 10;

  private final OutputStream out;
  private final int pictureBytes;

  /// A pixel is 0xAARRGGBB: B, G, R, A.
  private final ByteBuffer part =
      ByteBuffer.allocate(PART_PIXELS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  RawVideo(OutputStream out, int width, int height, int framesPerSecond, Film.Survey survey)
      throws IOException {
    this.out = out;
    pictureBytes = width * height * Integer.BYTES;
    var head = new Element();
    head.master(EBML, new Element().text(DOC_TYPE, "matroska"));
    head.id(SEGMENT).writeLong(UNKNOWN_SIZE);
    head.master(INFO, new Element().number(TIMESTAMP_SCALE, NANOS_PER_MILLI));
    var video =
        new Element()
            .number(PIXEL_WIDTH, width)
            .number(PIXEL_HEIGHT, height)
            .text(UNCOMPRESSED_FOURCC, "BGRA");
    var track =
        new Element()
            .number(TRACK_NUMBER, 1)
            .number(TRACK_UID, 1)
            .number(TRACK_TYPE, 1)
            .text(CODEC_ID, "V_UNCOMPRESSED")
            .number(DEFAULT_DURATION, NANOS_PER_SECOND / framesPerSecond)
            .master(VIDEO, video);
    head.master(TRACKS, new Element().master(TRACK_ENTRY, track));
    if (!survey.marks().isEmpty()) {
      head.master(CHAPTERS, new Element().master(EDITION_ENTRY, chapters(survey)));
    }
    head.writeTo(out);
  }

  /// Each mark's chapter goes to the next one. What is before the first mark is a chapter too: in
  /// MP4 the first chapter begins with the film.
  private static Element chapters(Film.Survey survey) throws IOException {
    var edition = new Element();
    var marks = new ArrayList<Film.Mark>(survey.marks());
    if (marks.getFirst().micros() > 0) {
      marks.addFirst(new Film.Mark(0, ""));
    }
    for (int i = 0; i < marks.size(); i++) {
      var mark = marks.get(i);
      long end = i + 1 < marks.size() ? marks.get(i + 1).micros() : survey.micros();
      var display = new Element().text(CHAP_STRING, mark.label()).text(CHAP_LANGUAGE, "und");
      edition.master(
          CHAPTER_ATOM,
          new Element()
              .number(CHAPTER_UID, i + 1L)
              .number(CHAPTER_TIME_START, mark.micros() * NANOS_PER_MICRO)
              .number(CHAPTER_TIME_END, end * NANOS_PER_MICRO)
              .master(CHAPTER_DISPLAY, display));
    }
    return edition;
  }

  void picture(int[] argb, long micros) throws IOException {
    var head = new Element();
    var time = new Element().number(TIMESTAMP, micros / MICROS_PER_MILLI);
    int block = BLOCK_START.length + pictureBytes;
    head.id(CLUSTER);
    head.size(time.length() + 1 + Long.BYTES + (long) block);
    time.writeTo(head);
    head.id(SIMPLE_BLOCK);
    head.size(block);
    head.write(BLOCK_START);
    head.writeTo(out);
    for (int from = 0; from < argb.length; from += PART_PIXELS) {
      int length = Math.min(PART_PIXELS, argb.length - from);
      part.asIntBuffer().put(argb, from, length);
      out.write(part.array(), 0, length * Integer.BYTES);
    }
  }

  /// Elements, one behind the other.
  private static final class Element extends DataOutputStream {
    private static final long SIZE_OF_EIGHT_BYTES = 1L << 56;
    private final ByteArrayOutputStream bytes;

    Element() {
      this(new ByteArrayOutputStream());
    }

    private Element(ByteArrayOutputStream bytes) {
      super(bytes);
      this.bytes = bytes;
    }

    int length() {
      return bytes.size();
    }

    void writeTo(OutputStream target) throws IOException {
      bytes.writeTo(target);
    }

    /// An id has its length in its highest bits: it is written without leading zeros.
    Element id(int id) throws IOException {
      for (int shift = (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(id)) / 8 * 8;
          shift >= 0;
          shift -= 8) {
        write(id >> shift);
      }
      return this;
    }

    void size(long size) throws IOException {
      writeLong(SIZE_OF_EIGHT_BYTES | size);
    }

    Element number(int id, long value) throws IOException {
      id(id).size(Long.BYTES);
      writeLong(value);
      return this;
    }

    Element text(int id, String value) throws IOException {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      id(id).size(utf8.length);
      write(utf8);
      return this;
    }

    Element master(int id, Element content) throws IOException {
      id(id).size(content.length());
      content.writeTo(this);
      return this;
    }
  }
}
