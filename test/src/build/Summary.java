import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// Says at the end of `mvn verify` what is easily overlooked in its output: which tests were
/// skipped, and why, and which took longest. Reads the reports of all modules.
///
/// Usage: `Summary.java ROOT`, as a source file.
final class Summary {
  private static final int SLOWEST = 10;

  private record Test(String name, double seconds) {}

  private final List<Test> tests = new ArrayList<>();
  private final TreeMap<String, Integer> skipped = new TreeMap<>();

  public static void main(String[] args)
      throws IOException, ParserConfigurationException, SAXException {
    var summary = new Summary();
    try (var modules = Files.list(Path.of(args[0]))) {
      for (var module : modules.sorted().toList()) {
        summary.readModule(module.resolve("target/surefire-reports"));
      }
    }
    summary.print();
  }

  private void readModule(Path reports)
      throws IOException, ParserConfigurationException, SAXException {
    if (!Files.isDirectory(reports)) {
      return;
    }
    try (var files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
      for (var file : files) {
        read(file);
      }
    }
  }

  private void read(Path report) throws IOException, ParserConfigurationException, SAXException {
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    var cases = document.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      var test = (Element) cases.item(i);
      var type = test.getAttribute("classname");
      var name = type.substring(type.lastIndexOf('.') + 1) + "." + test.getAttribute("name");
      tests.add(new Test(name, Double.parseDouble(test.getAttribute("time").replace(",", ""))));
      if (test.getElementsByTagName("skipped").item(0) instanceof Element reason) {
        skipped.merge(reason(reason), 1, Integer::sum);
      }
    }
  }

  /// The sentence of the assumption that did not hold.
  private static String reason(Element skipped) {
    var message = skipped.getAttribute("message");
    var text = message.isEmpty() ? skipped.getTextContent().strip() : message;
    return text.lines()
        .findFirst()
        .orElse("no reason given")
        .replaceFirst("^[\\w.]+Exception: ", "")
        .replaceFirst("^Assumption failed: ", "");
  }

  private void print() {
    var text = new StringBuilder();
    line(text, "%d tests, the slowest:", tests.size());
    tests.sort(Comparator.comparingDouble(Test::seconds).reversed());
    tests.stream()
        .limit(SLOWEST)
        .forEach(test -> line(text, "%7.1f s  %s", test.seconds(), test.name()));
    if (skipped.isEmpty()) {
      line(text, "None was skipped.");
    } else {
      line(text, "Skipped, because something is missing or not wanted here:");
      skipped.forEach((reason, count) -> line(text, "%7d x  %s", count, reason));
    }
    System.out.print(text);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
