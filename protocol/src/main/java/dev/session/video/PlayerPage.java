package dev.session.video;

import dev.session.home.Version;
import dev.session.json.JsonObject;
import dev.session.log.CastExport;
import dev.session.log.Keyframe;
import dev.session.render.Markup;
import dev.session.render.Theme;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/// A history as one page that plays it: the asciinema player (Apache License 2.0, its licence lies
/// beside it among the resources) and the recording, nothing loaded from elsewhere.
///
/// What programs printed cannot become a part of the page: the recording stands in it as base64,
/// and the page's policy allows nothing to be loaded or sent.
public final class PlayerPage {
  private static final String PLAYER = "asciinema-player.min.js";
  private static final String STYLE = "asciinema-player.css";
  private static final double MICROS_PER_SECOND = 1e6;

  private PlayerPage() {}

  /// Writes the page.
  ///
  /// @param endSequence the first event that is left out
  public static CastExport.Result write(
      Path log,
      Keyframe start,
      long endSequence,
      String title,
      Theme theme,
      Pacing pacing,
      OutputStream out)
      throws IOException {
    text(
        out,
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        style-src 'unsafe-inline'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; \
        img-src data:; font-src data:">
        <title>%s</title>
        <style>
        """
            .formatted(Markup.escape(title)));
    resource(STYLE, out);
    text(out, style(theme));
    text(out, "</style>\n</head>\n<body>\n<main id=\"player\"></main>\n<script>\n");
    resource(PLAYER, out);
    text(out, "\n</script>\n<script type=\"text/plain\" id=\"recording\">");
    CastExport.Result result;
    // Closing it writes the last characters, and must not close the file.
    try (var base64 = Base64.getEncoder().wrap(new Unclosed(out))) {
      result = CastExport.asciicastV2(log, start, endSequence, Version.text(), base64);
    }
    text(
        out,
        """
        </script>
        <script>
        const base64 = document.getElementById('recording').textContent;
        const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
        AsciinemaPlayer.create(
          {data: new TextDecoder().decode(bytes)}, document.getElementById('player'), %s);
        </script>
        </body>
        </html>
        """
            .formatted(options(pacing)));
    return result;
  }

  private static String options(Pacing pacing) {
    var options =
        JsonObject.builder()
            .put("theme", "session")
            .put("fit", "both")
            .put("terminalFontFamily", "'JetBrains Mono', Menlo, Consolas, monospace")
            .put("speed", pacing.speed());
    long longest = pacing.paced(Long.MAX_VALUE / 2);
    if (longest < Pacing.NO_IDLE_LIMIT / Pacing.SPEED_MAX / 2) {
      // The player limits first and speeds up then.
      options.put("idleTimeLimit", longest * pacing.speed() / MICROS_PER_SECOND);
    }
    return options.build().compact();
  }

  private static String style(Theme theme) {
    var css = new StringBuilder("\nbody { margin: 0; background: ");
    css.append(Markup.color(theme.background())).append("; }\n");
    css.append("#player { height: 100vh; }\n.asciinema-player-theme-session {\n");
    variable(css, "foreground", theme.foreground());
    variable(css, "background", theme.background());
    for (int i = 0; i < theme.ansi().size(); i++) {
      variable(css, Integer.toString(i), theme.ansi().get(i));
    }
    return css.append("}\n").toString();
  }

  private static void variable(StringBuilder css, String name, int color) {
    css.append("  --term-color-").append(name).append(": ");
    css.append(Markup.color(color)).append(";\n");
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void resource(String name, OutputStream out) throws IOException {
    try (InputStream in = PlayerPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("this program is not complete: it has no " + name);
      }
      in.transferTo(out);
    }
  }

  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
