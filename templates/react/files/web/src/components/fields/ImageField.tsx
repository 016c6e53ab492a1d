import { useMutation } from '@tanstack/react-query';
import { useState, type DragEvent } from 'react';
import type { FieldValues } from 'react-hook-form';
import { imageTypes, imageUrl, uploadedImage } from '#shared/fields/image';
import { apiClient } from '../../lib/api';
import { texts } from '../../texts';
import { ImageIcon } from '../icons';
import { FieldFrame } from './FieldFrame';
import './ImageField.css';
import { useField, type FieldProps } from './use-field';

export function ImageField<Values extends FieldValues, Output>(props: FieldProps<Values, Output>) {
  const { value, setValue, input, frame } = useField<string, Values, Output>(props);
  const [dragging, setDragging] = useState(false);
  const upload = useMutation({
    mutationFn: (file: File) => apiClient.upload('/images', uploadedImage, file),
  });

  function handleFiles(files: FileList | null) {
    const [file] = files ?? [];
    // Only the file that was chosen last counts, whichever upload ends first.
    if (file) upload.mutate(file, { onSuccess: ({ id }) => setValue(id) });
  }

  function remove(inputId: string) {
    upload.reset();
    setValue(null);
    document.getElementById(inputId)?.focus();
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
    <FieldFrame {...frame} error={upload.error?.message ?? frame.error} hint={texts.imageHint} wide>
      {({ required, ...control }) => (
        <div
          className="image-field"
          data-dragging={dragging || undefined}
          onDragOver={handleDragOver}
          onDragLeave={() => setDragging(false)}
          onDrop={handleDrop}
        >
          <div className="image-preview">
            {value ? <img src={imageUrl(value)} alt="" /> : <ImageIcon size={22} />}
          </div>
          <div className="image-actions">
            <input
              {...control}
              {...input}
              type="file"
              className="image-input"
              accept={imageTypes.join(',')}
              aria-required={required}
              onChange={(event) => {
                handleFiles(event.target.files);
                // The same file can be chosen again after it was removed.
                event.target.value = '';
              }}
            />
            <label className="button" htmlFor={control.id}>
              {value ? texts.replaceImage : texts.chooseImage}
            </label>
            {value && (
              <button
                type="button"
                className="button button-quiet"
                onClick={() => remove(control.id)}
              >
                {texts.removeImage}
              </button>
            )}
            <span className="muted" role="status">
              {upload.isPending && texts.uploading}
            </span>
          </div>
        </div>
      )}
    </FieldFrame>
  );
}
