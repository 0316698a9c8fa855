package dev.session.cli.batch;

import dev.session.home.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The steps of a batch as a JUnit report, each a test case, for CI systems to show.
///
/// The form is what Jenkins, GitLab and GitHub's actions read: `testsuites`, `testsuite`,
/// `testcase` with `failure`, `error` or `skipped`.
public final class JUnitReport {
  private static final double MILLIS_PER_SECOND = 1000;

  private JUnitReport() {}

  /// The report of a batch called `name`, begun at `begun`. The class of its cases is that name
  /// too, so that CI systems find the same cases in each run.
  public static String of(String name, Instant begun, List<StepRecord> records) {
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    long millis = 0;
    var cases = new StringBuilder();
    for (var record : records) {
      millis += record.durationMillis();
      switch (record.status()) {
        case COMPLETED -> {}
        case NOT_RUN -> skipped++;
        case FAILED -> {
          failures += record.isDisappointed() ? 1 : 0;
          errors += record.isDisappointed() ? 0 : 1;
        }
        case INTERRUPTED -> errors++;
      }
      add(cases, name, record);
    }
    var counts =
        " name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%s\""
            .formatted(escaped(name), records.size(), failures, errors, skipped, seconds(millis));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"
        + counts
        + ">\n  <testsuite"
        + counts
        + " timestamp=\""
        + Timestamps.iso(begun)
        + "\">\n"
        + cases
        + "  </testsuite>\n</testsuites>\n";
  }

  private static void add(StringBuilder cases, String name, StepRecord record) {
    cases
        .append("    <testcase classname=\"")
        .append(escaped(name))
        .append("\" name=\"")
        .append(escaped("[" + record.index() + "] " + record.step().kind() + " "))
        .append(escaped(record.about()))
        .append("\" time=\"")
        .append(seconds(record.durationMillis()))
        .append('"');
    var inside = inside(record);
    cases.append(inside.isEmpty() ? "/>\n" : ">\n" + inside + "    </testcase>\n");
  }

  private static String inside(StepRecord record) {
    return switch (record.status()) {
      case COMPLETED -> "";
      case NOT_RUN -> "      <skipped/>\n";
      case INTERRUPTED -> "      <error message=\"interrupted\" type=\"interrupted\"/>\n";
      case FAILED -> failure(record);
    };
  }

  private static String failure(StepRecord record) {
    var error = record.error();
    if (error == null) {
      throw new IllegalArgumentException("a failed step has an error");
    }
    var element = record.isDisappointed() ? "failure" : "error";
    var fields = error.details().fields("");
    var diff = fields.optionalString("diff");
    var lines = fields.optionalStrings("visibleLines");
    var body =
        error.sentence()
            + (diff == null ? "" : "\n\n" + diff)
            + (lines == null ? "" : "\n\n" + String.join("\n", lines).stripTrailing());
    return "      <"
        + element
        + " message=\""
        + escaped(error.sentence())
        + "\" type=\""
        + error.code()
        + "\">"
        + escaped(body).replace("&#10;", "\n")
        + "</"
        + element
        + ">\n";
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / MILLIS_PER_SECOND);
  }

  /// `text` as it stands in an attribute; what XML cannot say becomes U+FFFD.
  static String escaped(String text) {
    var xml = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\n' -> xml.append("&#10;");
                case '\t' -> xml.append("&#9;");
                default -> xml.appendCodePoint(isOfXml(c) ? c : 0xfffd);
              }
            });
    return xml.toString();
  }

  private static boolean isOfXml(int c) {
    return c >= ' ' && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff;
  }
}
