package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.HttpRequest;

/** What a request wants, as far as faults care. */
public enum Operation {
  /** HEAD of a file. */
  FILE_HEAD,
  /** GET of a whole file. */
  FILE_GET,
  /** GET of a part of a file. */
  FILE_RANGE,
  /** PUT of a file. */
  FILE_PUT,
  /** DELETE of a file. */
  FILE_DELETE,
  /** HEAD of a folder. */
  FOLDER_HEAD,
  /** A page of a listing. */
  FOLDER_LIST,
  /** PUT of a folder. */
  FOLDER_PUT,
  /** DELETE of a folder. */
  FOLDER_DELETE,
  /** Any step of an upload in parts, or the address of a download, asked of the workspace. */
  TRANSFER_STEP,
  /** GET about volumes. */
  VOLUME_GET,
  /** Any change of volumes. */
  VOLUME_CHANGE,
  /** GET of a signed address. */
  STORAGE_GET,
  /** PUT to a signed address. */
  STORAGE_PUT,
  /** DELETE of a signed address. */
  STORAGE_DELETE,
  /** Everything else: who am I, sign-in. */
  OTHER;

  static Operation of(Side side, HttpRequest request) {
    String method = request.method();
    if (side == Side.STORAGE) {
      return switch (method) {
        case "GET" -> STORAGE_GET;
        case "PUT" -> STORAGE_PUT;
        case "DELETE" -> STORAGE_DELETE;
        default -> OTHER;
      };
    }
    String path = request.rawPath();
    if (path.startsWith("/api/2.0/fs/files/")) {
      return switch (method) {
        case "HEAD" -> FILE_HEAD;
        case "GET" -> request.headers().has("Range") ? FILE_RANGE : FILE_GET;
        case "PUT" -> FILE_PUT;
        case "DELETE" -> FILE_DELETE;
        case "POST" -> TRANSFER_STEP;
        default -> OTHER;
      };
    }
    if (path.startsWith("/api/2.0/fs/directories/")) {
      return switch (method) {
        case "HEAD" -> FOLDER_HEAD;
        case "GET" -> FOLDER_LIST;
        case "PUT" -> FOLDER_PUT;
        case "DELETE" -> FOLDER_DELETE;
        default -> OTHER;
      };
    }
    if (path.startsWith("/api/2.0/fs/create-")) {
      return TRANSFER_STEP;
    }
    if (path.startsWith("/api/2.1/unity-catalog/volumes")) {
      return method.equals("GET") ? VOLUME_GET : VOLUME_CHANGE;
    }
    return OTHER;
  }
}
