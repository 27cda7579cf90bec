package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** {@code /api/2.0/fs/directories/...}: folders. */
final class DirectoriesEndpoint {
  private static final int MAX_PAGE_SIZE = 1000;

  private final StoredTree tree;
  private final Permissions permissions;
  private final int pageSize;

  DirectoriesEndpoint(StoredTree tree, Permissions permissions, int pageSize) {
    this.tree = tree;
    this.permissions = permissions;
    this.pageSize = pageSize;
  }

  Answer answer(HttpRequest request, FilePath path, Query query) throws Refusal {
    return switch (request.method()) {
      case "HEAD" -> {
        query.only();
        permissions.check(path, Access.READ);
        if (!tree.isFolder(path)) {
          throw notFound(path);
        }
        yield Answer.of(200);
      }
      case "GET" -> {
        query.only("page_size", "page_token");
        permissions.check(path, Access.READ);
        yield list(path, query);
      }
      case "PUT" -> {
        query.only();
        permissions.check(path, Access.WRITE);
        tree.makeFolder(path);
        yield Answer.of(204);
      }
      case "DELETE" -> {
        query.only();
        permissions.check(path, Access.WRITE);
        tree.deleteFolder(path);
        yield Answer.of(204);
      }
      default -> throw WorkspaceFront.wrongMethod(request);
    };
  }

  private Answer list(FilePath path, Query query) throws Refusal {
    String after = PageToken.parse(query.value("page_token").orElse("")).after();
    int asked = query.number("page_size", 0);
    int most = Math.min(Math.min(pageSize, MAX_PAGE_SIZE), asked == 0 ? MAX_PAGE_SIZE : asked);
    Optional<List<StoredTree.Entry>> all = tree.list(path);
    if (all.isEmpty()) {
      throw notFound(path);
    }
    List<StoredTree.Entry> left =
        all.get().stream().filter(entry -> entry.name().compareTo(after) > 0).toList();
    List<StoredTree.Entry> page = left.subList(0, Math.min(most, left.size()));
    ObjectNode answer = Json.object();
    if (!page.isEmpty()) {
      ArrayNode contents = answer.putArray("contents");
      page.forEach(entry -> describe(contents.addObject(), path, entry));
    }
    if (page.size() < left.size()) {
      answer.put("next_page_token", new PageToken(page.get(page.size() - 1).name()).text());
    }
    return Json.answer(200, answer);
  }

  private static void describe(ObjectNode target, FilePath folder, StoredTree.Entry entry) {
    target.put("path", folder.child(entry.name()).toString());
    target.put("name", entry.name());
    StoredFile file = entry.file();
    target.put("is_directory", file == null);
    if (file != null) {
      target.put("file_size", file.blob().size());
    }
    target.put("last_modified", entry.modified().toEpochMilli());
  }

  private static Refusal notFound(FilePath path) {
    return Refusal.of(404, "NOT_FOUND", "The directory " + path + " does not exist.")
        .because("FILES_API_DIRECTORY_IS_NOT_FOUND");
  }
}
