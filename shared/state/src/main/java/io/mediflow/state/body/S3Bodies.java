package io.mediflow.state.body;

import io.mediflow.model.store.Bodies;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Bodies in a bucket, which encrypts them with the deployment's key. */
public final class S3Bodies implements Bodies {

  private final S3Client client;
  private final String bucket;

  public S3Bodies(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public String put(String connection, byte[] body) {
    String reference = References.of(body);
    String path = References.path(connection, reference);
    client.putObject(request -> request.bucket(bucket).key(path), RequestBody.fromBytes(body));
    return reference;
  }

  @Override
  public byte[] get(String connection, String reference) {
    String path = References.path(connection, reference);
    try {
      return client.getObjectAsBytes(request -> request.bucket(bucket).key(path)).asByteArray();
    } catch (NoSuchKeyException missing) {
      throw References.missing();
    }
  }
}
