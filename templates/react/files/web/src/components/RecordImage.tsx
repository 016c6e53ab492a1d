import { imageUrl } from '#shared/fields/image';
import './RecordImage.css';

interface Props {
  image: string | null;
  label: string;
  /** The name of the record. */
  title: string;
}

export function RecordImage({ image, label, title }: Props) {
  if (!image) return null;
  const address = imageUrl(image);

  return (
    <figure className="card record-image">
      <a href={address} target="_blank" rel="noreferrer">
        <img src={address} alt={title} />
      </a>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
