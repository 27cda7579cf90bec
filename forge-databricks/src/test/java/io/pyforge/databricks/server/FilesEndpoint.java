package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;
import java.util.Optional;

/** {@code /api/2.0/fs/files/...}: whole files. */
final class FilesEndpoint {
  private final StoredTree tree;
  private final BlobStore blobs;
  private final Permissions permissions;
  private final long largestPutBytes;

  FilesEndpoint(StoredTree tree, BlobStore blobs, Permissions permissions, long largestPutBytes) {
    this.tree = tree;
    this.blobs = blobs;
    this.permissions = permissions;
    this.largestPutBytes = largestPutBytes;
  }

  Answer answer(HttpRequest request, FilePath path, Query query) throws IOException, Refusal {
    return switch (request.method()) {
      case "GET", "HEAD" -> {
        query.only();
        permissions.check(path, Access.READ);
        yield get(request, path);
      }
      case "PUT" -> {
        boolean overwrite = query.only("overwrite").flag("overwrite");
        permissions.check(path, Access.WRITE);
        yield put(request, path, overwrite);
      }
      case "DELETE" -> {
        query.only();
        permissions.check(path, Access.WRITE);
        if (!tree.deleteFile(path)) {
          throw notFound(path);
        }
        yield Answer.of(204);
      }
      default -> throw WorkspaceFront.wrongMethod(request);
    };
  }

  private Answer get(HttpRequest request, FilePath path) throws IOException, Refusal {
    Optional<StoredTree.Opened> opened = tree.open(path);
    if (opened.isEmpty()) {
      throw notFound(path);
    }
    boolean head = request.method().equals("HEAD");
    return Downloads.answer(
        opened.get(), head ? request.headers().without("Range") : request.headers());
  }

  private Answer put(HttpRequest request, FilePath path, boolean overwrite)
      throws IOException, Refusal {
    tree.checkPut(path, overwrite);
    Blob blob = blobs.receive(request.body());
    try {
      if (blob.size() > largestPutBytes) {
        throw Refusal.of(
            413,
            "MAX_FILE_SIZE_EXCEEDED",
            "The file is larger than " + largestPutBytes + " bytes, the limit of one request.");
      }
      tree.put(path, blob, overwrite, null);
    } catch (Refusal e) {
      blob.delete();
      throw e;
    }
    return Answer.of(204);
  }

  static Refusal notFound(FilePath path) {
    return Refusal.of(404, "NOT_FOUND", "The file " + path + " does not exist.")
        .because("FILES_API_FILE_NOT_FOUND");
  }
}
