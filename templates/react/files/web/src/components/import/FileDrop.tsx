import { useId, useState, type DragEvent } from 'react';
import { texts } from '../../texts';
import { UploadIcon } from '../icons';

interface Props {
  file: File | null;
  busy: boolean;
  onFile: (file: File) => void;
}

/** Takes a CSV file that is chosen or dropped. */
export function FileDrop({ file, busy, onFile }: Props) {
  const id = useId();
  const [dragging, setDragging] = useState(false);

  function handleFiles(files: FileList | null) {
    const [chosen] = files ?? [];
    if (chosen) onFile(chosen);
  }

  function handleDrop(event: DragEvent) {
    event.preventDefault();
    setDragging(false);
    handleFiles(event.dataTransfer.files);
  }

  function handleDragOver(event: DragEvent) {
    event.preventDefault();
    setDragging(true);
  }

  return (
    <div
      className="card file-drop"
      data-dragging={dragging || undefined}
      onDragOver={handleDragOver}
      onDragLeave={() => setDragging(false)}
      onDrop={handleDrop}
    >
      <input
        id={id}
        type="file"
        className="visually-hidden"
        accept=".csv,.tsv,.txt,text/csv"
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          handleFiles(event.target.files);
          // The same file can be chosen again after it was corrected.
          event.target.value = '';
        }}
      />
      <label className="button" htmlFor={id}>
        <UploadIcon />
        {file ? texts.chooseOtherFile : texts.chooseFile}
      </label>
      <p className="file-name" role="status">
        {busy ? texts.reading : file?.name}
      </p>
      <p id={`${id}-hint`} className="file-hint">
        {texts.fileHint}
      </p>
    </div>
  );
}
