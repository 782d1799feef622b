package io.mediflow.testkit.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.FeedEhr;
import io.mediflow.testkit.contract.FeedEhrContract;
import io.mediflow.testkit.memory.TestClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class MemoryFeedTest extends FeedEhrContract {

  private final TestClock clock = new TestClock(Instant.parse("2026-03-02T17:00:00Z"));
  private final MemoryFeed feed = new MemoryFeed(clock);
  private int changes;

  @Override
  protected FeedEhr feed() {
    return feed;
  }

  @Override
  protected Access access() {
    return new Access("elm", "own", URI.create("https://ehr.example/v1"), AuthMechanism.NONE, "", "", List.of(), Duration.ofSeconds(5));
  }

  @Override
  protected String type() {
    return "visit";
  }

  @Override
  protected String change() {
    String id = "v" + ++changes;
    feed.change(new EhrPage.Entry("visit", id, Optional.empty(), ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8)));
    return id;
  }

  @Override
  protected void later(Duration time) {
    clock.advance(time);
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }
}
