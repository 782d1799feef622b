package io.mediflow.ehr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.ehr.BaseUrls.Verdict;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlsTest {

  @ParameterizedTest
  @ValueSource(strings = {
    "https://127.0.0.1/fhir", "https://localhost/fhir", "https://[::1]/fhir", "https://2130706433/", "https://127.1/",
    "https://0.0.0.0/", "https://10.1.2.3/", "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.1.1/",
    "https://169.254.169.254/latest", "https://100.64.0.1/", "https://198.18.0.1/", "https://224.0.0.1/", "https://255.255.255.255/",
    "https://[fe80::1]/", "https://[fd00:ec2::254]/", "https://[::ffff:10.0.0.1]/", "https://[::10.0.0.1]/",
    "https://[64:ff9b::10.0.0.1]/", "https://[2002:a00:1::]/", "https://[ff02::1]/", "https://[::]/",
    "http://8.8.8.8/fhir", "https://user@8.8.8.8/", "https://8.8.8.8/#x", "ftp://8.8.8.8/", "/fhir", "mailto:x@y.example", "https:///fhir"
  })
  void refusesWhatIsNoPublicHttpsAddress(String url) {
    assertInstanceOf(Verdict.Refused.class, BaseUrls.check(URI.create(url), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "https://8.8.8.8/fhir", "https://172.32.0.1/", "https://100.128.0.1/", "https://198.20.0.1/", "https://[2001:4860:4860::8888]:8443/x"
  })
  void allowsPublicAddresses(String url) {
    assertEquals(new Verdict.Allowed(), BaseUrls.check(URI.create(url), false));
  }

  @Test
  void allowsLocalAddressesWhereTheProfileSaysSo() {
    assertEquals(new Verdict.Allowed(), BaseUrls.check(URI.create("http://localhost:8090/fhir"), true));
    assertEquals(new Verdict.Allowed(), BaseUrls.check(URI.create("http://192.168.1.7/fhir"), true));
    assertInstanceOf(Verdict.Refused.class, BaseUrls.check(URI.create("http://169.254.169.254/"), true));
    assertInstanceOf(Verdict.Refused.class, BaseUrls.check(URI.create("http://user:secret@localhost/"), true));
  }

  @Test
  void tellsAnUnknownNameFromARefusedOne() {
    assertEquals(new Verdict.Unresolved("ehr.invalid"), BaseUrls.check(URI.create("https://ehr.invalid/fhir"), false));
  }

  @Test
  void comparesOriginsByPortAndIgnoresCase() {
    var base = URI.create("https://ehr.example/fhir");
    assertTrue(BaseUrls.sameOrigin(base, URI.create("HTTPS://EHR.example:443/other?x=1")));
    assertFalse(BaseUrls.sameOrigin(base, URI.create("https://ehr.example:8443/fhir")));
    assertFalse(BaseUrls.sameOrigin(base, URI.create("http://ehr.example/fhir")));
    assertFalse(BaseUrls.sameOrigin(base, URI.create("https://ehr.example.evil.example/fhir")));
    assertFalse(BaseUrls.sameOrigin(base, URI.create("/fhir")));
  }
}
