package io.mediflow.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.JsonParser;
import ca.uhn.fhir.parser.json.jackson.JacksonStructure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** Uses parser, encoder and engine once while the image is built: what they load lazily is then in its heap. */
record Warm(FhirContext context) {

  static final List<String> EXPRESSIONS = List.of(
      "extension('urn:warm').value.ofType(string)",
      "extension.where(url='urn:warm' and value.exists()).first().value is string",
      "(meta.lastUpdated | id).first()",
      "iif(id='warm', id & 'er', id.substring(0, 1))",
      "extension.value.select($this.toString()).join(' ')",
      "id.contains('ar') or id.startsWith('w') and (id.matches('w.*') xor id.empty())",
      "extension.skip(1).count() + 1 > 0",
      "extension.value as string");

  Resource parse(ObjectNode tree, Class<? extends Resource> type) {
    JacksonStructure structure = new JacksonStructure();
    structure.setNativeObject(tree);
    Resource resource = new JsonParser(context, new Lenient()).parseResource(type, structure);
    context.newJsonParser().encodeResourceToString(resource);
    return resource;
  }
}
