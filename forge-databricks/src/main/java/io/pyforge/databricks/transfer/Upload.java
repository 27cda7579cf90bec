package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Copies a file of this machine into a volume: a small one with one request, a large one in parts
 * where the service takes them. What is stored is looked at afterwards; its size must be that of
 * the file.
 */
public final class Upload {
  /** What the service takes with one request. */
  private static final long MAX_WHOLE = 5L << 30;

  private final Workspace workspace;
  private final TransferSizes sizes;
  private final TransferProgress progress;

  /** Uploads to a workspace. */
  public Upload(Workspace workspace, TransferSizes sizes, TransferProgress progress) {
    this.workspace = workspace;
    this.sizes = sizes;
    this.progress = progress;
  }

  /**
   * Copies a file.
   *
   * @param overwrite whether a file that is there may be replaced
   * @param compare whether to read back what was stored and compare every byte
   * @return the file as it is stored
   * @throws ForgeException as the calls for files
   */
  public RemoteEntry run(Path from, VolumePath into, boolean overwrite, boolean compare)
      throws IOException {
    return run(from, into, overwrite, compare, Journal.none());
  }

  /** Copies a file, but for the parts that are there already. */
  RemoteEntry run(Path from, VolumePath into, boolean overwrite, boolean compare, Journal journal)
      throws IOException {
    long size = Files.size(from);
    FileTime modified = Files.getLastModifiedTime(from);
    boolean done = false;
    if (size > sizes.inParts()) {
      PartedUpload parted =
          new PartedUpload(workspace, from, into, overwrite, sizes.partOf(size), progress);
      done = parted.run(journal);
    }
    if (!done) {
      if (size > MAX_WHOLE) {
        throw new ForgeException(
            ErrorKind.OUTPUT,
            "output-too-large",
            from
                + " has "
                + size
                + " bytes; this workspace takes no parts, and "
                + MAX_WHOLE
                + " at once",
            "write a smaller output");
      }
      workspace.files().write(into, new FileBody(from, 0, size, progress), overwrite);
    }
    if (Files.size(from) != size || !Files.getLastModifiedTime(from).equals(modified)) {
      throw new ForgeException(
          ErrorKind.INPUT,
          "input-changed",
          from + ": was changed while it was sent, so that " + into + " may be a mixture",
          "run it again when nobody changes it");
    }
    StoredFile stored = new StoredFile(workspace, into);
    RemoteEntry entry = stored.checkSize(size);
    if (compare) {
      stored.checkContent(from, entry);
    }
    return entry;
  }
}
