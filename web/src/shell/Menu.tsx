import { Link, useRouterState } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import type { MenuItem } from './menu.ts';
import { barFor, menuPartsFor } from './menu-groups.ts';
import { menuWords } from './menu-words.ts';
import './menu.css';

/** On a desk the whole menu in its parts; on a handheld a bar of four and the rest under "More". CSS shows one of them. */
export function Menu({ session }: { session: SessionOnWire }) {
  const { say } = useSpeech();
  const sayMenu = useSliceWords(menuWords);
  return (
    <>
      <nav className="side" aria-label={say('menu')}>
        {menuPartsFor(session).map(({ group, items }) => (
          <ul key={group} className="menu-part" aria-label={sayMenu(group)}>
            {items.map((item) => (
              <li key={item.to}>
                <MenuLink item={item} />
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <Bar session={session} />
    </>
  );
}

function Bar({ session }: { session: SessionOnWire }) {
  const { say } = useSpeech();
  const sayMenu = useSliceWords(menuWords);
  const { bar, more } = barFor(session);
  const [isOpen, setOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes when another page is there
  useEffect(() => setOpen(false), [path]);
  return (
    <nav className="bar" aria-label={say('menu')}>
      {isOpen && (
        <ul className="bar-more" id="bar-more">
          {more.map((item) => (
            <li key={item.to}>
              <MenuLink item={item} />
            </li>
          ))}
        </ul>
      )}
      <div className="bar-row">
        {bar.map((item) => (
          <MenuLink key={item.to} item={item} />
        ))}
        {more.length > 0 && (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? 'bar-more' : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            <Ellipsis size={20} aria-hidden /> {sayMenu('more')}
          </button>
        )}
      </div>
    </nav>
  );
}

function MenuLink({ item: { to, name, icon: Icon } }: { item: MenuItem }) {
  const sayMenu = useSliceWords(menuWords);
  // The first page's address begins every other's.
  return (
    <Link to={to} activeOptions={{ exact: to === '/' }}>
      <Icon size={20} aria-hidden /> {sayMenu(name)}
    </Link>
  );
}
