import { createHash } from 'node:crypto';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Draws a calm picture that is always the same for the same record. */
export function drawPicture(id: string, label: string): Uint8Array {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(id).digest();
  const hue = Math.round((a / 255) * 360);
  const x = 120 + b * 2;
  const y = 100 + c;
  const letter = Array.from(label.trim())[0]?.toUpperCase() ?? '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="hsl(${hue} 55% 72%)"/>
      <stop offset="1" stop-color="hsl(${(hue + 50) % 360} 50% 46%)"/>
    </linearGradient>
  </defs>
  <rect width="800" height="600" fill="url(#sky)"/>
  <circle cx="${x}" cy="${y}" r="190" fill="hsl(${(hue + 25) % 360} 70% 85%)" opacity="0.35"/>
  <circle cx="${800 - x}" cy="${620 - y / 2}" r="260" fill="hsl(${(hue + 70) % 360} 45% 35%)" opacity="0.3"/>
  <text x="400" y="320" fill="white" fill-opacity="0.92" font-family="Georgia, serif" font-size="220" text-anchor="middle" dominant-baseline="middle">${letter.replaceAll(/[&<>]/g, (sign) => escapes[sign] ?? '')}</text>
</svg>
`;
  return new TextEncoder().encode(svg);
}
