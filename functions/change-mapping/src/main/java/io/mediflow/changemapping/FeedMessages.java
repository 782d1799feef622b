package io.mediflow.changemapping;

import io.mediflow.mapping.hl7.Hl7Batch;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.record.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a feed sent at once, divided into messages, of which each goes its own way.
 *
 * @param problems of the whole: it is set aside with them, and its messages are taken all the same
 */
record FeedMessages(List<Message> messages, List<Problem> problems) {

  /** @param text without what a batch has around it */
  record Message(Change change, byte[] text) {}

  FeedMessages {
    messages = List.copyOf(messages);
    problems = List.copyOf(problems);
  }

  /** A message among others is a change of its own, with the id that it would have alone; one alone stays as it came. */
  static FeedMessages of(Change whole, byte[] body) {
    List<Message> messages = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Hl7Batch batch = Hl7Batch.of(body);
    for (Optional<Hl7Batch.Item> item = next(batch); item.isPresent(); item = next(batch)) {
      switch (item.get()) {
        case Hl7Batch.Item.Message(int number, String text, var ofEncoding) -> {
          messages.add(alone(whole, text, text.getBytes(StandardCharsets.UTF_8)));
          problems.addAll(ofEncoding);
        }
        case Hl7Batch.Item.Broken(int number, Problem reason) -> problems.add(reason);
        case Hl7Batch.Item.Trouble(Problem problem) -> problems.add(problem);
      }
    }
    if (messages.isEmpty() && problems.isEmpty()) {
      problems.add(new Problem(Problem.Category.STRUCTURE, "message",
          "There is no HL7 v2 message in what the feed sent; look at what the sender is set to send."));
    }
    return new FeedMessages(
        messages.size() == 1 ? List.of(new Message(whole, messages.getFirst().text())) : messages, problems);
  }

  private static Message alone(Change whole, String text, byte[] bytes) {
    String id = ChangeIds.of(whole.connection(), whole.interfaceName(), null, null, bytes);
    return new Message(new Change(id, whole.origin(), whole.connection(), whole.interfaceName(), null, null, text, null,
        whole.fetchStart(), whole.attempts()), bytes);
  }

  private static Optional<Hl7Batch.Item> next(Hl7Batch batch) {
    try {
      return batch.next();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it reads from memory
    }
  }
}
