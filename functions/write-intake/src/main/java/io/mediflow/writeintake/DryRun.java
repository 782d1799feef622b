package io.mediflow.writeintake;

import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.WriteContext;
import io.mediflow.mapping.WriteResult;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Maps a write without sending it, so that what cannot be mapped is refused while the caller still listens. */
@ApplicationScoped
public class DryRun {

  private final Mapper mapper;
  private final ConnectionStore connections;
  private final RecordStore records;

  public DryRun(Mapper mapper, ConnectionStore connections, RecordStore records) {
    this.mapper = mapper;
    this.connections = connections;
    this.records = records;
  }

  /**
   * @return what is wrong; empty when it can be mapped
   * @throws io.mediflow.packages.PackageException when the connection's overlay cannot be read
   */
  List<Problem> check(
      Connection connection, EhrPackage ehr, OperationSpec operation, Map<String, Object> wanted, String externalId) {
    Overlay overlay = connections.overlay(connection.id()).map(OverlayParser::parse).orElse(Overlay.NONE);
    Map<String, Object> fields = new HashMap<>(wanted);
    fields.putAll(operation.fixed());
    boolean create = operation.verb() == OperationSpec.Verb.CREATE;
    if (create && operation.externalId().isPresent()) {
      fields.put("externalId", externalId);
    }
    Map<String, String> sources = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String id : mapper.references(ehr, overlay, operation.interfaceName(), operation.type(), fields)) {
      Optional<StoredRecord> record = records.find(connection.id(), id);
      record.map(StoredRecord::source).ifPresent(source -> sources.put(id, source.type() + "/" + source.id()));
      if (record.isEmpty()) {
        problems.add(new Problem(Problem.Category.NOT_FOUND, "fields." + naming(fields, id),
            "The connection has no such record; look it up again."));
      }
    }
    if (!problems.isEmpty()) {
      return problems;
    }
    WriteContext context = new WriteContext(connection.zone(), sources);
    // The EHR's current resource is write-back's to read; what it holds decides nothing about whether the values can be mapped.
    WriteResult result = create
        ? mapper.create(ehr, overlay, operation.interfaceName(), operation.type(), fields, context)
        : mapper.update(ehr, overlay, operation.interfaceName(), operation.type(), empty(ehr, operation), fields, context);
    return switch (result) {
      case WriteResult.Ready ready -> List.of();
      case WriteResult.Refused refused -> refused.reasons();
    };
  }

  private static byte[] empty(EhrPackage ehr, OperationSpec operation) {
    String resource = ehr.record(operation.type(), operation.interfaceName()).orElseThrow().table().resource();
    return ("{\"resourceType\":\"" + resource + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  private static String naming(Map<String, Object> fields, String id) {
    return fields.entrySet().stream()
        .filter(field -> id.equals(field.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
