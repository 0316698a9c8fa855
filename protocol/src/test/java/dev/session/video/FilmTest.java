package dev.session.video;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.session.terminal.Terminal;
import dev.session.video.Pacing.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {
  @TempDir Path directory;

  /// Each screen as `MILLIS first line`.
  private static List<String> shown(Film film) throws IOException {
    var seen = new ArrayList<String>();
    film.show(
        new Film.Viewer() {
          @Override
          public void frame(Terminal screen, long micros) {
            seen.add(micros / 1000 + " " + screen.lineText(0));
          }

          @Override
          public void reached(long sequence) {}
        });
    return seen;
  }

  private TestFilms history(String... events) throws IOException {
    return new TestFilms(directory, 20, 4, events);
  }

  @Test
  void recordedTimeIsThatOfLifeFromTheFirstOutputOn() throws IOException {
    var film =
        history("[5, \"o\", \"a\"]", "[6, \"o\", \"b\"]", "[9.5, \"o\", \"c\"]")
            .film(Timing.RECORDED);

    assertEquals(List.of("0 a", "1000 ab", "4500 abc"), shown(film));
    assertEquals(5_500_000, film.survey().micros());
    assertEquals(4_500_000, film.survey().recordedMicros());
  }

  @Test
  void pausesAreShorterWhenAcceleratedAndShorterStillAtMaximalSpeed() throws IOException {
    var history = history("[0, \"o\", \"a\"]", "[6, \"o\", \"b\"]", "[6.2, \"o\", \"c\"]");

    assertEquals(List.of("0 a", "400 ab", "600 abc"), shown(history.film(Timing.ACCELERATED)));
    assertEquals(1_600_000, history.film(Timing.ACCELERATED).survey().micros());
    assertEquals(List.of("0 a", "16 ab", "33 abc"), shown(history.film(Timing.MAX_SPEED)));
    assertEquals(533_334, history.film(Timing.MAX_SPEED).survey().micros());
  }

  @Test
  void theIdleLimitHoldsBeforeTheSpeed() throws IOException {
    var history = history("[0, \"o\", \"a\"]", "[60, \"o\", \"b\"]", "[61, \"o\", \"c\"]");

    var film = history.film(new Pacing(Timing.RECORDED, 2, 4_000_000), 10);

    assertEquals(List.of("0 a", "2000 ab", "2500 abc"), shown(film));
  }

  @Test
  void whatHappensWithinOneSlotIsOneFrame() throws IOException {
    var film =
        history(
                "[0, \"o\", \"a\"]",
                "[0.01, \"o\", \"b\"]",
                "[0.02, \"o\", \"c\"]",
                "[1, \"o\", \"d\"]")
            .film(Timing.RECORDED);

    assertEquals(List.of("0 abc", "1000 abcd"), shown(film));
  }

  @Test
  void aSynchronizedUpdateIsNotSeenHalfWay() throws IOException {
    var film =
        history(
                "[0, \"o\", \"old\"]",
                "[1, \"o\", \"\\u001b[?2026h\\r\\u001b[K\"]",
                "[1.5, \"o\", \"ne\"]",
                "[1.9, \"o\", \"w\\u001b[?2026l\\u001b[?2026h\\r\\u001b[K\"]",
                "[2.5, \"o\", \"newer\\u001b[?2026l\"]")
            .film(Timing.RECORDED);

    assertEquals(List.of("0 old", "1900 new", "2500 newer"), shown(film));
  }

  @Test
  void anUpdateThatIsNeverEndedIsSeenAfterASecond() throws IOException {
    var film =
        history("[0, \"o\", \"\\u001b[?2026ha\"]", "[0.5, \"o\", \"b\"]", "[2, \"o\", \"c\"]")
            .film(Timing.RECORDED);

    assertEquals(List.of("500 ab", "2000 abc"), shown(film));
  }

  @Test
  void marksHaveTheTimeOfTheFilmAndTheSizeIsTheLargest() throws IOException {
    var survey =
        history(
                "[0, \"o\", \"a\"]",
                "[9, \"m\", \"here\"]",
                "[10, \"r\", \"50x3\"]",
                "[11, \"r\", \"10x30\"]")
            .film(Timing.ACCELERATED)
            .survey();

    assertEquals(List.of(new Film.Mark(400_000, "here")), survey.marks());
    assertEquals(new Film.Size(50, 30), survey.largest());
    assertEquals(2, survey.resizes());
  }

  @Test
  void theLongestSizeIsThatOfMostOfTheFilmAndNotOfLife() throws IOException {
    var history =
        history(
            "[0, \"o\", \"a\"]",
            "[2, \"r\", \"50x3\"]",
            "[100, \"r\", \"10x30\"]",
            "[101, \"r\", \"20x4\"]",
            "[102, \"o\", \"b\"]");

    var whole = history.film(Timing.RECORDED).survey();
    var limited = history.film(new Pacing(Timing.RECORDED, 1, 1_900_000), 30).survey();

    assertEquals(new Film.Size(50, 3), whole.longest());
    assertEquals(
        new Film.Size(20, 4), limited.longest(), "1.9 s at first, and the end; 1.9 s of 50x3");
  }
}
