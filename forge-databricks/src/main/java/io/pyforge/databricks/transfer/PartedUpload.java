package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.PartsApi;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Stores one file in parts. The file appears when all of them are there. */
final class PartedUpload {
  private static final String TOKEN = "session_token";
  private static final String KIND = "session_kind";
  private static final int BEGINNINGS = 2;

  private final Workspace workspace;
  private final PartsApi api;
  private final Path from;
  private final VolumePath into;
  private final boolean overwrite;
  private final long partSize;
  private final TransferProgress progress;

  PartedUpload(
      Workspace workspace,
      Path from,
      VolumePath into,
      boolean overwrite,
      long partSize,
      TransferProgress progress) {
    this.workspace = workspace;
    this.api = workspace.files().parts();
    this.from = from;
    this.into = into;
    this.overwrite = overwrite;
    this.partSize = partSize;
    this.progress = progress;
  }

  /** Stores it; false when this workspace does not take parts, and nothing was done. */
  boolean run(Journal journal) throws IOException {
    for (int beginning = 1; ; beginning++) {
      Optional<PartsApi.Session> session = session(journal);
      if (session.isEmpty()) {
        return false;
      }
      boolean done;
      try {
        done =
            session.get().kind() == PartsApi.Kind.PARTS
                ? sendParts(session.get(), journal)
                : sendInOrder(session.get());
      } catch (ForgeException | IOException e) {
        if (!journal.keeps()) {
          api.abort(into, session.get());
        }
        throw e;
      }
      if (done) {
        journal.remove();
        return true;
      }
      if (beginning == BEGINNINGS) {
        throw new ForgeException(
            ErrorKind.REMOTE,
            "upload-forgotten",
            "the workspace does not know the upload of " + into + " any more",
            "run it again");
      }
      journal.restart();
      journal.note(TOKEN, "");
    }
  }

  private Optional<PartsApi.Session> session(Journal journal) throws IOException {
    Optional<String> token = journal.fact(TOKEN).filter(text -> !text.isEmpty());
    if (token.isPresent()) {
      PartsApi.Kind kind = PartsApi.Kind.valueOf(journal.fact(KIND).orElse("PARTS"));
      return Optional.of(new PartsApi.Session(kind, token.get()));
    }
    Optional<PartsApi.Session> begun = api.begin(into, overwrite);
    if (begun.isPresent() && journal.keeps()) {
      journal.note(KIND, begun.get().kind().name());
      journal.note(TOKEN, begun.get().token());
    }
    return begun;
  }

  private boolean sendParts(PartsApi.Session session, Journal journal) throws IOException {
    long size = Files.size(from);
    List<Parts.Part> all = Parts.of(size, partSize);
    List<Parts.Part> open = all.stream().filter(part -> !journal.done(part.number() + 1)).toList();
    progress.moved(size - open.stream().mapToLong(Parts.Part::length).sum());
    Marks marks = new Marks(journal);
    Parts.move(
        workspace,
        open,
        Workspace.AT_A_TIME,
        part -> {
          FileBody body = new FileBody(from, part.offset(), part.length(), progress);
          marks.add(part.number() + 1, api.send(into, session, part.number() + 1, body));
        });
    return api.complete(into, session, marks.all());
  }

  /** One part after the other, each starting where the storage says that it is. */
  private boolean sendInOrder(PartsApi.Session session) throws IOException {
    long size = Files.size(from);
    String address = api.orderedAddress(into, session);
    PartsApi.Progress state = api.sendInOrder(into, address, 0, size, null);
    progress.moved(state.stored());
    while (!state.complete()) {
      long offset = state.stored();
      long length = Math.min(partSize, size - offset);
      FileBody body = new FileBody(from, offset, length, progress);
      PartsApi.Progress next = api.sendInOrder(into, address, offset, size, body);
      if (!next.complete() && next.stored() < offset) {
        return false; // the storage forgot what it had
      }
      progress.moved(next.stored() - offset - length); // less was kept than was sent
      state = next;
    }
    return true;
  }

  /** The storage's marks of the parts, those of earlier runs included. */
  private static final class Marks {
    private final Journal journal;
    private final java.util.Map<Integer, String> marks;

    Marks(Journal journal) {
      this.journal = journal;
      marks = journal.parts();
    }

    synchronized void add(int number, String mark) throws IOException {
      marks.put(number, mark);
      if (journal.keeps()) {
        journal.add(number, mark);
      }
    }

    synchronized java.util.Map<Integer, String> all() {
      return new java.util.TreeMap<>(marks);
    }
  }
}
