import type { ReactNode } from 'react';

function icon(paths: ReactNode) {
  return function Icon({ size = 16 }: { size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {paths}
      </svg>
    );
  };
}

export const PlusIcon = icon(<path d="M8 3.5v9M3.5 8h9" />);
<% if has.boolean or has.relation %>
export const CloseIcon = icon(<path d="m4 4 8 8M12 4l-8 8" />);
<% endif %>
export const MenuIcon = icon(<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />);
export const CheckIcon = icon(<path d="m3.5 8.5 3 3 6-7" />);
export const ArrowUpIcon = icon(<path d="M8 12.5v-9M4.5 7 8 3.5 11.5 7" />);
export const ChevronLeftIcon = icon(<path d="M9.5 4.5 6 8l3.5 3.5" />);
export const ChevronRightIcon = icon(<path d="M6.5 4.5 10 8l-3.5 3.5" />);
<% if has.filters or has.date %>
export const FilterIcon = icon(<path d="M2.5 4.5h11M4.5 8h7M6.5 11.5h3" />);
<% endif %>
<% if has.export_csv %>
export const DownloadIcon = icon(<path d="M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10" />);
<% endif %>
<% if has.import_csv %>
export const UploadIcon = icon(<path d="M8 10V2.5M4.8 5.5 8 2.3l3.2 3.2M3 13.5h10" />);
<% endif %>
<% if has.board %>

export const MoveIcon = icon(
  <>
    <path d="M2.5 8h11M8 2.5v11" />
    <path d="m4.3 6.2-1.8 1.8 1.8 1.8M11.7 6.2l1.8 1.8-1.8 1.8" />
    <path d="M6.2 4.3 8 2.5l1.8 1.8M6.2 11.7 8 13.5l1.8-1.8" />
  </>,
);
<% endif %>
<% if has.search %>

export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4" />
    <path d="m10.2 10.2 3.3 3.3" />
  </>,
);
<% endif %>

export const PencilIcon = icon(
  <>
    <path d="m10.7 3.2 2.1 2.1-7.6 7.6-2.7.6.6-2.7z" />
    <path d="m9 4.9 2.1 2.1" />
  </>,
);

export const TrashIcon = icon(
  <>
    <path d="M2.8 4.5h10.4M6.2 4.5v-2h3.6v2" />
    <path d="m4.2 4.5.6 9h6.4l.6-9M6.7 7.2v3.6M9.3 7.2v3.6" />
  </>,
);
<% if has.auth %>

export const SignOutIcon = icon(
  <>
    <path d="M6.5 13.5h-3v-11h3" />
    <path d="M10 5l3 3-3 3M12.8 8H6.5" />
  </>,
);

export const EyeIcon = icon(
  <>
    <path d="M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z" />
    <circle cx="8" cy="8" r="1.8" />
  </>,
);

export const EyeOffIcon = icon(
  <>
    <path d="M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z" />
    <path d="m3 13 10-10" />
  </>,
);
<% endif %>
<% if has.dark_mode %>

export const MonitorIcon = icon(
  <>
    <rect x="2" y="3" width="12" height="8" rx="1.2" />
    <path d="M5.5 13.5h5" />
  </>,
);

export const SunIcon = icon(
  <>
    <circle cx="8" cy="8" r="2.7" />
    <path d="M8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M3.5 12.5l.8-.8M11.7 4.3l.8-.8" />
  </>,
);

export const MoonIcon = icon(<path d="M13.3 9.6A5.8 5.8 0 0 1 6.4 2.7a5.8 5.8 0 1 0 6.9 6.9z" />);
<% endif %>

export const AlertIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 5.2v3.4M8 10.8v.1" />
  </>,
);

export const InboxIcon = icon(
  <>
    <path d="M2.5 9.5v3.2h11V9.5l-1.9-6.2H4.4z" />
    <path d="M2.5 9.5h3l.8 1.6h3.4l.8-1.6h3" />
  </>,
);
<% if has.image %>

export const ImageIcon = icon(
  <>
    <rect x="2" y="3" width="12" height="10" rx="1.5" />
    <path d="m2.4 11.4 3.2-3.2 2.3 2.3 1.9-1.9 3.8 3.6" />
    <circle cx="10.6" cy="6.1" r="0.9" />
  </>,
);
<% endif %>
