package io.mediflow.sandbox.bulk;

import io.mediflow.sandbox.control.Faults;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;

/** The files of exports, {@code /store/JOB/N}, as an object store answers them: to whoever has the address, and to nobody with a token. */
public final class ExportFiles extends HttpServlet {

  private final transient Exports exports;
  private volatile int linesToBreakAfter;

  public ExportFiles(Exports exports) {
    this.exports = exports;
  }

  /** The next file breaks off after so many lines. */
  public void breakAfter(int lines) {
    linesToBreakAfter = lines;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String[] path = request.getPathInfo().substring(1).split("/");
    Optional<Export> job = exports.job(path[0]);
    int number = path.length == 2 && path[1].matches("\\d{1,6}") ? Integer.parseInt(path[1]) : -1;
    if (request.getHeader("Authorization") != null) {
      response.setStatus(400);
    } else if (job.isEmpty() || number < 0 || number >= job.get().files().size()) {
      response.setStatus(404);
    } else {
      write(job.get().files().get(number), request, response);
    }
  }

  private static long from(HttpServletRequest request) {
    String range = Optional.ofNullable(request.getHeader("Range")).orElse("");
    return range.matches("bytes=\\d{1,18}-") ? Long.parseLong(range.substring("bytes=".length(), range.length() - 1)) : 0;
  }

  private void write(Export.File file, HttpServletRequest request, HttpServletResponse response) throws IOException {
    long from = from(request);
    response.setContentType("application/fhir+ndjson");
    response.setHeader("Accept-Ranges", "bytes");
    response.setStatus(from > 0 ? 206 : 200);
    int left = linesToBreakAfter == 0 ? Integer.MAX_VALUE : linesToBreakAfter;
    linesToBreakAfter = 0;
    long at = 0;
    OutputStream out = response.getOutputStream();
    for (Iterator<String> lines = file.lines(); lines.hasNext(); ) {
      byte[] line = (lines.next() + "\n").getBytes(StandardCharsets.UTF_8);
      if (at + line.length > from) {
        int begin = (int) Math.max(0, from - at);
        out.write(line, begin, line.length - begin);
        if (--left == 0) {
          out.flush();
          Faults.drop(request);
          return;
        }
      }
      at += line.length;
    }
  }
}
