import { imageUrl } from '#shared/fields/image';
import { ImageIcon } from './icons';
import './Thumbnail.css';

/** A small picture beside a record's name, which already says what it shows. */
export function Thumbnail({ image }: { image: string | null }) {
  return (
    <span className="thumbnail">
      {image ? <img src={imageUrl(image)} alt="" loading="lazy" /> : <ImageIcon />}
    </span>
  );
}
