package io.pyforge.databricks.client;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.service.catalog.CreateVolumeRequestContent;
import com.databricks.sdk.service.catalog.ListVolumesRequest;
import com.databricks.sdk.service.catalog.VolumeInfo;
import com.databricks.sdk.service.catalog.VolumeType;
import com.databricks.sdk.service.iam.MeRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The calls that the SDK makes: who somebody is, and volumes. They move no bytes of files. Failures
 * come in the user's words; questions are asked again after a failure that may pass, orders are
 * not.
 */
public final class SdkCalls {
  /** What the SDK calls a request that was not answered at all. */
  private static final int NOT_ANSWERED = 523;

  private static final int UNAUTHORIZED = 401;
  private static final int NOT_THERE = 404;
  private static final int IN_THE_WAY = 409;

  private final Supplier<WorkspaceClient> clients;
  private final Predicate<WorkspaceClient> renewal;
  private final String host;
  private final Pauses pauses;

  /**
   * The calls of a client.
   *
   * @param clients gives the client there is now
   * @param renewal signs in anew for a client that was refused; false when that is of no use
   * @param host the address of the workspace
   */
  SdkCalls(
      Supplier<WorkspaceClient> clients,
      Predicate<WorkspaceClient> renewal,
      String host,
      Pauses pauses) {
    this.clients = clients;
    this.renewal = renewal;
    this.host = host;
    this.pauses = pauses;
  }

  /**
   * A volume of the catalog.
   *
   * @param kind {@code managed} or {@code external}
   */
  public record Volume(
      String catalog,
      String schema,
      String name,
      String kind,
      Optional<String> owner,
      Optional<String> comment,
      Optional<String> storageLocation,
      Optional<Instant> created,
      Optional<Instant> updated) {
    /** Where its files are. */
    public String path() {
      return "/Volumes/" + catalog + "/" + schema + "/" + name;
    }
  }

  /** The name of who asks, such as an address or the id of an application. */
  public String userName() {
    return question(
        "the signed-in user",
        "asking for",
        client -> String.valueOf(client.currentUser().me(new MeRequest()).getUserName()));
  }

  /** The volumes of a schema, by name. */
  public List<Volume> volumes(String catalog, String schema) {
    return question(
        "volumes of " + catalog + "." + schema,
        "listing",
        client -> {
          List<Volume> found = new ArrayList<>();
          client
              .volumes()
              .list(new ListVolumesRequest().setCatalogName(catalog).setSchemaName(schema))
              .forEach(info -> found.add(volume(info)));
          found.sort(java.util.Comparator.comparing(Volume::name));
          return found;
        });
  }

  /**
   * One volume.
   *
   * @param name catalog, schema and volume joined by dots
   */
  public Volume volume(String name) {
    return question("volume " + name, "looking at", client -> volume(client.volumes().read(name)));
  }

  /**
   * Makes a volume.
   *
   * @param storageLocation for an external one; without, it is managed
   */
  public Volume createVolume(
      String catalog,
      String schema,
      String name,
      Optional<String> storageLocation,
      Optional<String> comment) {
    CreateVolumeRequestContent content =
        new CreateVolumeRequestContent()
            .setCatalogName(catalog)
            .setSchemaName(schema)
            .setName(name)
            .setVolumeType(storageLocation.isPresent() ? VolumeType.EXTERNAL : VolumeType.MANAGED);
    storageLocation.ifPresent(content::setStorageLocation);
    comment.ifPresent(content::setComment);
    String what = "volume " + catalog + "." + schema + "." + name;
    try {
      return signedIn(client -> volume(client.volumes().create(content)));
    } catch (DatabricksException e) {
      throw failure(what, "making", e);
    }
  }

  private static Volume volume(VolumeInfo info) {
    return new Volume(
        String.valueOf(info.getCatalogName()),
        String.valueOf(info.getSchemaName()),
        String.valueOf(info.getName()),
        info.getVolumeType() == VolumeType.EXTERNAL ? "external" : "managed",
        Optional.ofNullable(info.getOwner()),
        Optional.ofNullable(info.getComment()),
        Optional.ofNullable(info.getStorageLocation()),
        Optional.ofNullable(info.getCreatedAt()).map(Instant::ofEpochMilli),
        Optional.ofNullable(info.getUpdatedAt()).map(Instant::ofEpochMilli));
  }

  /** Asks, and once more after the sign-in was renewed. */
  private <T> T signedIn(Function<WorkspaceClient, T> ask) {
    WorkspaceClient client = clients.get();
    try {
      return ask.apply(client);
    } catch (DatabricksError e) {
      if (e.getStatusCode() == UNAUTHORIZED && renewal.test(client)) {
        return ask.apply(clients.get());
      }
      throw e;
    }
  }

  private <T> T question(String what, String doing, Function<WorkspaceClient, T> ask) {
    long started = pauses.nanos();
    for (int attempt = 1; ; attempt++) {
      try {
        return signedIn(ask);
      } catch (DatabricksException e) {
        Duration past = Duration.ofNanos(pauses.nanos() - started);
        if (attempt >= Backoff.ATTEMPTS || !mayPass(e) || past.compareTo(limit(e)) >= 0) {
          throw failure(what, doing, e);
        }
        try {
          pauses.pause(Backoff.before(attempt, Optional.empty(), new SplittableRandom()));
        } catch (InterruptedException stopped) {
          throw Interruption.of(stopped);
        }
      }
    }
  }

  private static Duration limit(DatabricksException e) {
    return lost(e).filter(Exchange::neverArrived).isPresent()
        ? Backoff.GIVE_UP_CONNECTING_AFTER
        : Backoff.GIVE_UP_AFTER;
  }

  private static boolean mayPass(DatabricksException e) {
    return e instanceof DatabricksError error
        && (error.getStatusCode() == NOT_ANSWERED || Exchange.mayPass(error.getStatusCode()));
  }

  private ForgeException failure(String what, String doing, DatabricksException e) {
    String said = Redaction.of(String.valueOf(e.getMessage())).replaceAll("\\s+", " ");
    if (!(e instanceof DatabricksError error) || error.getStatusCode() == NOT_ANSWERED) {
      Optional<IOException> lost = lost(e);
      if (lost.isPresent()) {
        return RemoteFailures.lost(host, 1, lost.get());
      }
      return new ForgeException(
          ErrorKind.REMOTE,
          "connection-lost",
          doing + " " + what + " failed: " + said,
          "check the network and the address of the workspace",
          e);
    }
    if (error.getStatusCode() == NOT_THERE) {
      return new ForgeException(
          ErrorKind.NOT_FOUND,
          "volume-missing",
          what + " is not there: " + said,
          "check catalog, schema and volume in the workspace's catalog; without USE CATALOG and USE"
              + " SCHEMA they cannot be seen",
          e);
    }
    if (error.getStatusCode() == IN_THE_WAY) {
      return new ForgeException(
          ErrorKind.OUTPUT, "volume-exists", what + " is there already", "choose another name", e);
    }
    return RemoteFailures.refused(
        what,
        error.getStatusCode(),
        new RemoteFailures.Said(String.valueOf(error.getErrorCode()), said),
        doing);
  }

  /** What happened to the connection, which the SDK only quotes. */
  private static Optional<IOException> lost(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException lost) {
        return Optional.of(lost);
      }
    }
    return Optional.empty();
  }
}
