import { fireEvent, within } from '@testing-library/react';
import { texts } from '../texts';
import { field } from './app';

/** The id that every upload gets. */
const imageId = '00000000-0000-4000-8000-00000000f001';

export const uploadAnswer = {
  'POST /api/images': { status: 201, body: { id: imageId, url: `/api/images/${imageId}` } },
};

/** Uploads a file and waits until the form has its id. */
export async function upload(name: string) {
  const control = field(name);
  const frame = control.closest<HTMLElement>('.image-field');
  if (!frame) throw new Error(`the field "${name}" takes no image`);

  const file = new File(['picture'], 'picture.png', { type: 'image/png' });
  fireEvent.change(control, { target: { files: [file] } });
  await within(frame).findByRole('button', { name: texts.removeImage });
}
