package io.mediflow.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.ehr.Reply.Answered;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.RestSpec;
import io.mediflow.model.ehr.RestSpec.Documents;
import io.mediflow.model.ehr.RestSpec.Paging;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what an EHR answered in its own JSON. An answer that holds no documents where they should be is malformed, a 200 too. */
final class DocumentAnswers {

  /** @param all of the answer, those of something else too */
  private record Found(List<JsonNode> all, Optional<JsonNode> envelope) {}

  private final Answers answers;

  DocumentAnswers(Answers answers) {
    this.answers = answers;
  }

  /** Any answer but one that refuses. */
  EhrResult<EhrResource> any(Reply reply, Access access) {
    return answers.onSuccess(reply, answer -> tree(answer, access).<EhrResult<EhrResource>>map(one -> new EhrResult.Done<>(
        new EhrResource(answer.body(), Optional.empty(), Optional.empty(), HttpTimes.serverDate(answer))))
        .orElseGet(() -> malformed(answer)));
  }

  /** Whether something was done: an empty answer says so, too. */
  EhrResult<Boolean> taken(Reply reply, Access access) {
    return answers.onSuccess(reply, answer -> answer.body().length == 0 || tree(answer, access).isPresent()
        ? new EhrResult.Done<>(true) : malformed(answer));
  }

  /** The one with this id; NOT_FOUND where it is there, and of something else. */
  EhrResult<EhrResource> document(Reply reply, Access access, String type, String id) {
    var documents = access.rest().orElseThrow().documents().get(type);
    return answers.onSuccess(reply, answer -> {
      var found = found(answer, access, documents)
          .filter(one -> one.all().size() == 1 && id(documents, one.all().getFirst()).equals(id));
      if (found.isEmpty()) {
        return malformed(answer);
      }
      var document = found.get().all().getFirst();
      return isOne(documents, document)
          ? new EhrResult.Done<>(new EhrResource(
              wrapped(documents, document), Optional.of(id), Optional.empty(), HttpTimes.serverDate(answer)))
          : new EhrResult.Failed<>(new EhrFailure(Kind.NOT_FOUND, answer.status(), List.of(), Optional.empty()));
    });
  }

  /** What waits; while more does, the next page is had by asking the same again. */
  EhrResult<EhrPage> waiting(Reply reply, Access access, String type, int size, URI asked) {
    return answers.onSuccess(reply, answer -> found(answer, access, access.rest().orElseThrow().documents().get(type))
        .map(found -> page(answer, access, type, found, more(found, access, size, 0) ? Optional.of(asked) : Optional.empty()))
        .<EhrResult<EhrPage>>map(EhrResult.Done::new).orElseGet(() -> malformed(answer)));
  }

  /** Pages that link to each other; where the answer has no link, by their offsets. */
  EhrResult<EhrPage> linked(Reply reply, Access access, String type, int size, URI asked) {
    return answers.onSuccess(reply, answer -> found(answer, access, access.rest().orElseThrow().documents().get(type))
        .flatMap(found -> linked(answer, access, type, found, size, asked))
        .<EhrResult<EhrPage>>map(EhrResult.Done::new).orElseGet(() -> malformed(answer)));
  }

  private Optional<EhrPage> linked(Answered answer, Access access, String type, Found found, int size, URI asked) {
    var link = member(found, access.rest().flatMap(RestSpec::paging).flatMap(Paging::next));
    if (link.isPresent()) {
      return Answers.next(answer.url(), link.get(), access.base())
          .map(next -> page(answer, access, type, found, Optional.of(next)));
    }
    var offset = access.rest().flatMap(RestSpec::paging)
        .map(one -> Pattern.compile("[?&]" + Pattern.quote(one.offset()) + "=(\\d{1,9})"));
    var before = offset.map(one -> one.matcher(asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery()))
        .filter(one -> one.find()).map(one -> Integer.parseInt(one.group(1))).orElse(0);
    if (offset.isEmpty() || !more(found, access, size, before)) {
      return Optional.of(page(answer, access, type, found, Optional.empty()));
    }
    var next = at(asked, access.rest().flatMap(RestSpec::paging).orElseThrow().offset(), before + found.all().size());
    return Optional.of(page(answer, access, type, found, Optional.of(next)));
  }

  /** The same address with another offset. */
  private static URI at(URI asked, String offset, int place) {
    var others = Stream.of((asked.getRawQuery() == null ? "" : asked.getRawQuery()).split("&"))
        .filter(one -> !one.isEmpty() && !one.startsWith(offset + "="));
    var path = asked.toString().replaceFirst("\\?.*", "");
    return URI.create(path + "?" + Stream.concat(others, Stream.of(offset + "=" + place)).collect(Collectors.joining("&")));
  }

  /** An empty page is the last, whatever it counts: it would come again for ever. */
  private static boolean more(Found found, Access access, int size, int before) {
    var paging = access.rest().flatMap(RestSpec::paging);
    int there = found.all().size();
    return there > 0 && paging.isPresent()
        && (there >= size || member(found, paging.get().next()).isPresent()
            || member(found, paging.get().total()).filter(one -> one.matches("\\d{1,9}"))
                .filter(one -> Integer.parseInt(one) > before + there).isPresent());
  }

  private EhrPage page(Answered answer, Access access, String type, Found found, Optional<URI> next) {
    var documents = access.rest().orElseThrow().documents().get(type);
    return new EhrPage(found.all().stream()
        .map(one -> new EhrPage.Entry(
            isOne(documents, one) ? type : "", id(documents, one), Optional.empty(), wrapped(documents, one))).toList(),
        next, HttpTimes.serverDate(answer));
  }

  /** A list, alone or as a member; or a single document. */
  private Optional<Found> found(Answered answer, Access access, Documents documents) {
    return tree(answer, access).flatMap(tree -> {
      var list = tree.isArray() ? tree : tree.path(documents.list());
      if (!list.isArray()) {
        return tree.has(documents.id()) ? Optional.of(new Found(List.of(tree), Optional.empty())) : Optional.<Found>empty();
      }
      var all = new ArrayList<JsonNode>();
      list.forEach(all::add);
      return all.stream().allMatch(JsonNode::isObject)
          ? Optional.of(new Found(all, Optional.of(tree).filter(JsonNode::isObject))) : Optional.<Found>empty();
    });
  }

  private Optional<JsonNode> tree(Answered answer, Access access) {
    return answers.trees().tree(answer.body()).filter(one -> one.isObject() || one.isArray())
        .filter(one -> access.rest().orElseThrow().refusals().stream().allMatch(name -> text(one, name).isEmpty()));
  }

  private byte[] wrapped(Documents documents, JsonNode document) {
    var list = JsonNodeFactory.instance.objectNode();
    list.putArray(documents.list()).add(document);
    return answers.trees().bytes(list);
  }

  private static boolean isOne(Documents documents, JsonNode document) {
    return documents.has().map(name -> !text(document, name).isEmpty()).orElse(true);
  }

  private static String id(Documents documents, JsonNode document) {
    return text(document, documents.id());
  }

  private static Optional<String> member(Found found, Optional<String> name) {
    return found.envelope().flatMap(one -> name.map(key -> text(one, key))).filter(text -> !text.isEmpty());
  }

  /** Empty for what is missing, null, or no plain value: {@code null} is a text of a JSON tree otherwise. */
  private static String text(JsonNode tree, String name) {
    var value = tree.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
  }

  private static <T> EhrResult<T> malformed(Answered answer) {
    return new EhrResult.Failed<>(new EhrFailure(Kind.MALFORMED, answer.status(), List.of(), Optional.empty()));
  }
}
