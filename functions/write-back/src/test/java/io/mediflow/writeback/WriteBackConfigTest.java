package io.mediflow.writeback;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.Packages;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WriteBackConfigTest {

  @Test
  void aLeaseOutlivesTheFunctionAndASendingWithItsTimeOut() throws Exception {
    Duration lease = byDefault("lease");
    assertTrue(lease.compareTo(functionTimeout()) > 0, "a worker that Lambda has not ended yet still holds its lease");
    Duration sendWindow = byDefault("sendWindow");
    Packages.bundled().all().stream()
        .flatMap(one -> one.interfaces().values().stream())
        .map(InterfaceSpec::timeout)
        .forEach(timeout -> assertTrue(lease.compareTo(sendWindow.plus(timeout)) > 0,
            "an answer comes while the lease is held, or not at all"));
  }

  @Test
  void noWriteIsBegunThatTheFunctionCannotEnd() throws Exception {
    assertTrue(byDefault("workFor").compareTo(functionTimeout().dividedBy(2)) <= 0);
  }

  private static Duration byDefault(String name) throws NoSuchMethodException {
    return Duration.parse(WriteBackConfig.class.getMethod(name).getAnnotation(WithDefault.class).value());
  }

  private static Duration functionTimeout() throws IOException {
    String template = Files.readString(Path.of(System.getProperty("mediflow.root"), "template.yaml"));
    Matcher timeout = Pattern.compile("(?s)\\R  WriteBack:.*?\\R      Timeout: (\\d+)").matcher(template);
    assertTrue(timeout.find(), "template.yaml gives WriteBack a Timeout");
    return Duration.ofSeconds(Long.parseLong(timeout.group(1)));
  }
}
