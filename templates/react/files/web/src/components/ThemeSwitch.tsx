import { useId } from 'react';
import { themes, useTheme } from '../lib/theme';
import { texts } from '../texts';
import { MonitorIcon, MoonIcon, SunIcon } from './icons';
import './ThemeSwitch.css';

const icons = { system: MonitorIcon, light: SunIcon, dark: MoonIcon };

export function ThemeSwitch() {
  const name = useId();
  const [chosen, chooseTheme] = useTheme();

  return (
    <fieldset className="theme-switch">
      <legend className="visually-hidden">{texts.theme}</legend>
      {themes.map((theme) => {
        const Icon = icons[theme];
        return (
          <label key={theme} className="theme-option" title={texts.themes[theme]}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={theme}
              checked={theme === chosen}
              onChange={() => chooseTheme(theme)}
            />
            <Icon />
            <span className="visually-hidden">{texts.themes[theme]}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
