import { useEffect, useRef, useState } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { MenuIcon } from '../components/icons';
<% if has.dark_mode %>
import { ThemeSwitch } from '../components/ThemeSwitch';
<% endif %>
import { ToastProvider } from '../components/ToastProvider';
<% if has.auth %>
import { AccountMenu } from '../features/auth/AccountMenu';
<% endif %>
import { initial } from '../lib/initial';
import { texts } from '../texts';
import { navigation } from './navigation';
import { StaleNotice } from './StaleNotice';

export function Layout() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shownPath = useRef(pathname);
  const [menuOpen, setMenuOpen] = useState(false);

  // A new page is read from its start, as after a full page load.
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    setMenuOpen(false);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <ToastProvider>
      <a className="skip-link" href="#main">
        {texts.skipToContent}
      </a>
      <div className="shell">
        <header className="sidebar">
          <div className="sidebar-head">
            <Link className="brand" to="/">
              <span className="brand-mark" aria-hidden="true">
                {initial(texts.appTitle)}
              </span>
              <span className="brand-name">{texts.appTitle}</span>
            </Link>
            <button
              type="button"
              className="button button-quiet button-icon menu-button"
              aria-label={texts.menu}
              aria-expanded={menuOpen}
              aria-controls="navigation"
              onClick={() => setMenuOpen(!menuOpen)}
            >
              <MenuIcon />
            </button>
          </div>
          <nav
            id="navigation"
            className="nav"
            aria-label={texts.navigation}
            data-open={menuOpen || undefined}
          >
            <ul className="nav-list">
              {navigation.map(({ path, label }) => (
                <li key={path}>
                  <NavLink className="nav-link" to={path} onClick={() => setMenuOpen(false)}>
                    <span className="nav-initial" aria-hidden="true">
                      {initial(label)}
                    </span>
                    <span>{label}</span>
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
<% if has.dark_mode or has.auth %>
          <div className="sidebar-foot" data-open={menuOpen || undefined}>
<% if has.dark_mode %>
            <ThemeSwitch />
<% endif %>
<% if has.auth %>
            <AccountMenu />
<% endif %>
          </div>
<% endif %>
        </header>
        <main id="main" ref={main} className="main" tabIndex={-1}>
          <StaleNotice />
          <Outlet />
        </main>
      </div>
      <ScrollRestoration />
    </ToastProvider>
  );
}
