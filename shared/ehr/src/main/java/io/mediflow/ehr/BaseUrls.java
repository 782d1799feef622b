package io.mediflow.ehr;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/** Which URLs may be called: HTTPS to public addresses, so that nobody reaches into our network through a connection's settings. */
public final class BaseUrls {

  /** What the look at a URL came to. */
  public sealed interface Verdict {
    record Allowed() implements Verdict {}

    /** @param why in plain words, with what to do */
    record Refused(String why) implements Verdict {}

    /** The name has no address (now). */
    record Unresolved(String host) implements Verdict {}
  }

  private BaseUrls() {}

  /**
   * Resolves the host and looks at every address that it has.
   *
   * @param allowLocal the local profile: plain HTTP, loopback and private addresses are allowed too
   */
  public static Verdict check(URI url, boolean allowLocal) {
    var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return new Verdict.Refused("the EHR's URL must be absolute, for example https://ehr.example/fhir");
    }
    if (url.getRawUserInfo() != null) {
      return new Verdict.Refused("the EHR's URL must not hold a user name or password: leave out what stands before '@'");
    }
    if (url.getRawFragment() != null) {
      return new Verdict.Refused("the EHR's URL must not have a fragment: leave out what stands after '#'");
    }
    if (scheme.equals("http") && !allowLocal) {
      return new Verdict.Refused("the EHR's URL must begin with https: health data does not travel unencrypted");
    }
    try {
      for (var address : InetAddress.getAllByName(url.getHost())) {
        if (isNoHost(address) || !allowLocal && isLocal(address)) {
          return new Verdict.Refused("the EHR's URL leads to a private or local address: use its public address "
              + "(mediflow.ehr.allow-local=true allows local ones for trying out)");
        }
      }
      return new Verdict.Allowed();
    } catch (UnknownHostException unknown) {
      return new Verdict.Unresolved(url.getHost());
    }
  }

  /** Whether both have the same scheme, host and port. */
  static boolean sameOrigin(URI one, URI other) {
    return one.getHost() != null
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getScheme().equalsIgnoreCase(other.getScheme())
        && port(one) == port(other)
        && other.getRawUserInfo() == null;
  }

  static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  /** Link-local holds the cloud's metadata service; nothing of this kind is ever an EHR. */
  private static boolean isNoHost(InetAddress address) {
    return address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress();
  }

  private static boolean isLocal(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || (address instanceof Inet4Address ? isReserved4(address.getAddress()) : isReserved6(address.getAddress()));
  }

  /** This network, shared address space (RFC 6598), protocol assignments, benchmarks (RFC 2544), reserved. */
  private static boolean isReserved4(byte[] ip) {
    var first = ip[0] & 0xff;
    var second = ip[1] & 0xff;
    return first == 0
        || first == 10
        || first == 127
        || first == 100 && (second & 0xc0) == 64
        || first == 169 && second == 254
        || first == 172 && (second & 0xf0) == 16
        || first == 192 && second == 168
        || first == 192 && second == 0 && ip[2] == 0
        || first == 198 && (second & 0xfe) == 18
        || first >= 224;
  }

  /** Unique local addresses (RFC 4193), and IPv4 inside IPv6: compatible, translated (RFC 6052) and 6to4 (RFC 3056). */
  private static boolean isReserved6(byte[] ip) {
    if ((ip[0] & 0xfe) == 0xfc) {
      return true;
    }
    if ((ip[0] & 0xff) == 0x20 && ip[1] == 0x02) {
      return isReserved4(new byte[] {ip[2], ip[3], ip[4], ip[5]});
    }
    var translated = ip[0] == 0 && ip[1] == 0x64 && (ip[2] & 0xff) == 0xff && (ip[3] & 0xff) == 0x9b;
    var compatible = true;
    for (var i = 0; i < 12; i++) {
      compatible &= ip[i] == 0;
    }
    return (translated || compatible) && isReserved4(new byte[] {ip[12], ip[13], ip[14], ip[15]});
  }
}
