package io.mediflow.state;

import static io.mediflow.state.Missing.needed;

import io.mediflow.model.ehr.Signer;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.store.Secrets;
import io.mediflow.state.config.AwsConfig;
import io.mediflow.state.config.KeysConfig;
import io.mediflow.state.key.FileSecrets;
import io.mediflow.state.key.FileSigner;
import io.mediflow.state.key.KeyStoreFile;
import io.mediflow.state.key.KmsSigner;
import io.mediflow.state.key.VaultSecrets;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Signing keys and secrets, and the record ids that are made with one of them. */
@ApplicationScoped
public class KeyBeans {

  /** The secret that record ids are made with. */
  public static final String RECORD_ID_KEY = "record-id-key";

  private final Optional<KeyStoreFile> file;
  private final KeysConfig keys;
  private final AwsConfig aws;

  @Inject
  public KeyBeans(@ConfigProperty(name = "mediflow.keystore") Optional<Path> file, KeysConfig keys, AwsConfig aws) {
    this.file = file.map(KeyStoreFile::new);
    this.keys = keys;
    this.aws = aws;
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  Signer signer(Clock clock) {
    if (file.isPresent()) {
      return new FileSigner(file.get(), clock);
    }
    KmsClient client = AwsClients.build(KmsClient.builder(), aws.endpoint().kms(), aws.region());
    return new KmsSigner(client, needed(keys.prefix(), "mediflow.keys.prefix"), keys.names().orElse(List.of()), clock);
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  Secrets secrets(Clock clock) {
    if (file.isPresent()) {
      return new FileSecrets(file.get());
    }
    SecretsManagerClient client =
        AwsClients.build(SecretsManagerClient.builder(), aws.endpoint().secretsmanager(), aws.region());
    return new VaultSecrets(client, needed(keys.secretsPrefix(), "mediflow.keys.secrets-prefix"), clock);
  }

  @Produces
  @DefaultBean
  @Singleton
  RecordIds recordIds(Secrets secrets) {
    return new RecordIds(secrets.read(RECORD_ID_KEY).getFirst());
  }
}
