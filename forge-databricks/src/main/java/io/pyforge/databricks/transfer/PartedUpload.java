package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.PartsApi;
import io.pyforge.databricks.client.PartsApi.Ending;
import io.pyforge.databricks.client.PartsApi.Progress.State;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Stores one file in parts. The file appears when all of them are there. */
final class PartedUpload {
  private static final String TOKEN = "session_token";
  private static final String KIND = "session_kind";

  /** An upload that another process began, one that the service forgot, and one more. */
  private static final int BEGINNINGS = 3;

  /** How often a part is sent of which the storage keeps nothing. */
  private static final int WITHOUT_PROGRESS = 6;

  private final Workspace workspace;
  private final PartsApi api;
  private final Path from;
  private final VolumePath into;
  private final boolean overwrite;
  private final long partSize;
  private final TransferProgress progress;

  /** What the listener was told, to be taken back when it starts anew. */
  private final AtomicLong told = new AtomicLong();

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
    this.progress =
        bytes -> {
          told.addAndGet(bytes);
          progress.moved(bytes);
        };
  }

  /** Stores it; false when this workspace does not take parts, and nothing was done. */
  boolean run(Journal journal) throws IOException {
    for (int beginning = 1; beginning <= BEGINNINGS; beginning++) {
      Optional<PartsApi.Session> session = session(journal);
      if (session.isEmpty()) {
        return false;
      }
      Ending ending;
      try {
        ending =
            session.get().kind() == PartsApi.Kind.PARTS
                ? sendParts(session.get(), journal)
                : sendInOrder(session.get());
      } catch (ForgeException | IOException e) {
        if (!journal.keeps() || isFinal(e)) {
          api.abort(into, session.get());
          journal.remove();
        }
        throw e;
      }
      if (ending == Ending.COMPLETE
          || ending == Ending.DOUBTFUL && new StoredFile(workspace, into).holds(from)) {
        journal.remove();
        return true;
      }
      journal.restart();
      journal.note(TOKEN, "");
      tellAt(0);
    }
    throw new ForgeException(
        ErrorKind.REMOTE,
        "upload-forgotten",
        "the workspace does not know the upload of " + into + " any more",
        "run it again");
  }

  /** Whether another run would fail in the same way, so that there is nothing to continue. */
  private static boolean isFinal(Exception failure) {
    return failure instanceof ForgeException known
        && (known.kind() == ErrorKind.OUTPUT || known.kind() == ErrorKind.INPUT);
  }

  private Optional<PartsApi.Session> session(Journal journal) throws IOException {
    Optional<String> token = journal.fact(TOKEN).filter(text -> !text.isEmpty());
    if (token.isPresent()) {
      boolean ordered = journal.fact(KIND).orElse("").equals(PartsApi.Kind.IN_ORDER.name());
      PartsApi.Kind kind = ordered ? PartsApi.Kind.IN_ORDER : PartsApi.Kind.PARTS;
      return Optional.of(new PartsApi.Session(kind, token.get()));
    }
    Optional<PartsApi.Session> begun = api.begin(into, overwrite);
    if (begun.isPresent() && journal.keeps()) {
      journal.note(KIND, begun.get().kind().name());
      journal.note(TOKEN, begun.get().token());
    }
    return begun;
  }

  private Ending sendParts(PartsApi.Session session, Journal journal) throws IOException {
    long size = Files.size(from);
    List<Parts.Part> all = Parts.of(size, partSize);
    List<Parts.Part> open = all.stream().filter(part -> !journal.done(part.number() + 1)).toList();
    tellAt(size - open.stream().mapToLong(Parts.Part::length).sum());
    Marks marks = new Marks(journal);
    AtomicBoolean forgotten = new AtomicBoolean();
    Parts.move(
        workspace,
        open,
        Workspace.AT_A_TIME,
        part -> {
          if (forgotten.get()) {
            return;
          }
          FileBody body = new FileBody(from, part.offset(), part.length(), progress);
          Optional<String> mark = api.send(into, session, part.number() + 1, body);
          if (mark.isPresent()) {
            marks.add(part.number() + 1, mark.get());
          } else {
            forgotten.set(true);
          }
        });
    return forgotten.get() ? Ending.FORGOTTEN : api.complete(into, session, marks.all());
  }

  /** One part after the other, each starting where the storage says that it is. */
  private Ending sendInOrder(PartsApi.Session session) throws IOException {
    long size = Files.size(from);
    int idle = 0;
    for (int fresh = 1; fresh <= PartsApi.FRESH_ADDRESSES; fresh++) {
      Optional<PartsApi.Address> address = api.orderedAddress(into, session);
      if (address.isEmpty()) {
        return Ending.FORGOTTEN;
      }
      PartsApi.Progress at = api.sendInOrder(into, address.get(), 0, size, null);
      tellAt(at.stored());
      while (at.state() == State.OPEN) {
        long offset = at.stored();
        long length = Math.min(partSize, size - offset);
        FileBody body = new FileBody(from, offset, length, progress);
        at = api.sendInOrder(into, address.get(), offset, size, body);
        tellAt(at.stored());
        if (at.state() == State.OPEN && at.stored() < offset) {
          return Ending.FORGOTTEN;
        }
        idle = at.stored() > offset ? 0 : idle + 1;
        if (idle == WITHOUT_PROGRESS) {
          throw new ForgeException(
              ErrorKind.REMOTE,
              "storage-refused",
              "the cloud's storage keeps nothing of " + into + " after " + offset + " bytes",
              "run it again");
        }
      }
      if (at.state() != State.ADDRESS_OVER) {
        return at.state() == State.COMPLETE ? Ending.COMPLETE : Ending.FORGOTTEN;
      }
    }
    throw PartsApi.notTaken(into);
  }

  /** So many bytes are there, whatever was told before. */
  private void tellAt(long bytes) {
    progress.moved(bytes - told.get());
  }

  /** The storage's marks of the parts, those of earlier runs included. */
  private static final class Marks {
    private final Journal journal;
    private final Map<Integer, String> marks;

    Marks(Journal journal) {
      this.journal = journal;
      marks = journal.parts();
    }

    synchronized void add(int number, String mark) {
      marks.put(number, mark);
      journal.add(number, mark);
    }

    synchronized Map<Integer, String> all() {
      return new TreeMap<>(marks);
    }
  }
}
