package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /api/2.1/unity-catalog/volumes}: the volumes of a schema. */
final class VolumesEndpoint {
  private static final Set<String> FIELDS_OF_NEW =
      Set.of("catalog_name", "schema_name", "name", "volume_type", "storage_location", "comment");
  private static final Set<String> FIELDS_OF_CHANGE = Set.of("comment", "new_name", "owner");

  private final StoredTree tree;
  private final int pageSize;

  VolumesEndpoint(StoredTree tree, int pageSize) {
    this.tree = tree;
    this.pageSize = pageSize;
  }

  /** {@code names} are what follows {@code volumes} in the path: none or the full name. */
  Answer answer(HttpRequest request, List<String> names, Query query) throws IOException, Refusal {
    if (names.isEmpty()) {
      return switch (request.method()) {
        case "GET" -> list(query);
        case "POST" -> {
          query.only();
          yield create(request);
        }
        default -> throw WorkspaceFront.wrongMethod(request);
      };
    }
    if (names.size() > 1) {
      throw WorkspaceFront.noRoute(request);
    }
    Optional<StoredVolume> found = tree.volume(names.get(0));
    query.only("include_browse");
    if (found.isEmpty()) {
      throw Refusal.of(
          404, "VOLUME_DOES_NOT_EXIST", "Volume '" + names.get(0) + "' does not exist.");
    }
    StoredVolume volume = found.get();
    return switch (request.method()) {
      case "GET" -> Json.answer(200, describe(volume));
      case "PATCH" -> change(request, volume);
      case "DELETE" -> {
        tree.removeVolume(volume.fullName());
        yield Json.answer(200, Json.object());
      }
      default -> throw WorkspaceFront.wrongMethod(request);
    };
  }

  private Answer list(Query query) throws Refusal {
    query.only("catalog_name", "schema_name", "max_results", "page_token", "include_browse");
    String catalog = query.required("catalog_name");
    String schema = query.required("schema_name");
    checkSchema(catalog, schema);
    String after = PageToken.parse(query.value("page_token").orElse("")).after();
    int asked = query.number("max_results", 0);
    int most = asked == 0 ? pageSize : Math.min(pageSize, asked);
    List<StoredVolume> left =
        tree.volumes().stream()
            .filter(volume -> volume.catalog().equalsIgnoreCase(catalog))
            .filter(volume -> volume.schema().equalsIgnoreCase(schema))
            .filter(volume -> volume.name().compareTo(after) > 0)
            .toList();
    List<StoredVolume> page = left.subList(0, Math.min(most, left.size()));
    ObjectNode answer = Json.object();
    if (!page.isEmpty()) {
      ArrayNode volumes = answer.putArray("volumes");
      page.forEach(volume -> volumes.add(describe(volume)));
    }
    if (page.size() < left.size()) {
      answer.put("next_page_token", new PageToken(page.get(page.size() - 1).name()).text());
    }
    return Json.answer(200, answer);
  }

  private void checkSchema(String catalog, String schema) throws Refusal {
    if (!tree.hasCatalog(catalog)) {
      throw Refusal.of(404, "CATALOG_DOES_NOT_EXIST", "Catalog '" + catalog + "' does not exist.");
    }
    if (!tree.hasSchema(catalog, schema)) {
      throw Refusal.of(
          404, "SCHEMA_DOES_NOT_EXIST", "Schema '" + catalog + "." + schema + "' does not exist.");
    }
  }

  private Answer create(HttpRequest request) throws IOException, Refusal {
    ObjectNode asked = Json.read(request.body(), FIELDS_OF_NEW);
    String catalog = Json.text(asked, "catalog_name");
    String schema = Json.text(asked, "schema_name");
    String type = Json.text(asked, "volume_type");
    String location = asked.path("storage_location").asText("");
    if (!type.equals("MANAGED") && !type.equals("EXTERNAL")) {
      throw Refusal.of(400, "INVALID_PARAMETER_VALUE", "'" + type + "' is no type of a volume.");
    }
    if (type.equals("MANAGED") != location.isEmpty()) {
      throw Refusal.of(
          400,
          "INVALID_PARAMETER_VALUE",
          type + " volumes " + (location.isEmpty() ? "need" : "have no") + " storage_location.");
    }
    checkSchema(catalog, schema);
    StoredVolume volume =
        volume(
            catalog,
            schema,
            Json.text(asked, "name"),
            type,
            location,
            asked.path("comment").asText(""));
    if (!tree.addVolume(volume)) {
      throw Refusal.of(
          409, "RESOURCE_ALREADY_EXISTS", "Volume '" + volume.fullName() + "' already exists.");
    }
    return Json.answer(200, describe(volume));
  }

  static StoredVolume volume(
      String catalog, String schema, String name, String type, String location, String comment) {
    Instant now = Instant.now();
    String fullName = (catalog + "." + schema + "." + name).toLowerCase(Locale.ROOT);
    UUID id = UUID.nameUUIDFromBytes(fullName.getBytes(StandardCharsets.UTF_8));
    return new StoredVolume(
        fullName,
        id.toString(),
        type,
        location.isEmpty() ? "s3://managed/volumes/" + id : location,
        comment,
        IdentityEndpoint.USER,
        now,
        now);
  }

  private Answer change(HttpRequest request, StoredVolume volume) throws IOException, Refusal {
    ObjectNode asked = Json.read(request.body(), FIELDS_OF_CHANGE);
    String newName =
        volume.catalog()
            + "."
            + volume.schema()
            + "."
            + asked.path("new_name").asText(volume.name()).toLowerCase(Locale.ROOT);
    if (!newName.equals(volume.fullName()) && tree.volume(newName).isPresent()) {
      throw Refusal.of(409, "RESOURCE_ALREADY_EXISTS", "Volume '" + newName + "' already exists.");
    }
    StoredVolume changed =
        new StoredVolume(
            newName,
            volume.id(),
            volume.type(),
            volume.storageLocation(),
            asked.path("comment").asText(volume.comment()),
            asked.path("owner").asText(volume.owner()),
            volume.createdAt(),
            Instant.now());
    tree.replaceVolume(volume.fullName(), changed);
    return Json.answer(200, describe(changed));
  }

  private static ObjectNode describe(StoredVolume volume) {
    ObjectNode target = Json.object();
    target.put("catalog_name", volume.catalog());
    target.put("schema_name", volume.schema());
    target.put("name", volume.name());
    target.put("full_name", volume.fullName());
    target.put("volume_type", volume.type());
    target.put("volume_id", volume.id());
    target.put("storage_location", volume.storageLocation());
    target.put("owner", volume.owner());
    target.put("created_by", IdentityEndpoint.USER);
    target.put("created_at", volume.createdAt().toEpochMilli());
    target.put("updated_by", IdentityEndpoint.USER);
    target.put("updated_at", volume.updatedAt().toEpochMilli());
    target.put("metastore_id", "00000000-0000-0000-0000-000000000002");
    if (!volume.comment().isEmpty()) {
      target.put("comment", volume.comment());
    }
    return target;
  }
}
