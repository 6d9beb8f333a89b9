import Input from '@cloudscape-design/components/input';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useEffect, useReducer, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../api/practices.ts';
import { useLeave } from '../session/leave.ts';
import { texts } from '../texts/index.ts';
import { chooseCompact, chooseMode, keptChoice, keptCompact, type Choice } from './appearance.ts';

/** The bar over every page: where to search, how the console looks, and who one is. */
export function TopBar() {
  const me = useMe();
  const leave = useLeave();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [appearance, setAppearance] = useState({ mode: keptChoice(), compact: keptCompact() });
  const words = texts.shell;
  useMeasuredInItsFont();

  function choose(id: string): void {
    if (id === 'compact') chooseCompact(!appearance.compact);
    else chooseMode(id as Choice);
    setAppearance({ mode: keptChoice(), compact: keptCompact() });
  }

  return (
    <TopNavigation
      identity={{ href: '/', title: words.product, logo: { src: '/icon.svg', alt: words.product }, onFollow: (event) => { event.preventDefault(); void navigate('/'); } }}
      search={
        <Input
          type="search" value={text} ariaLabel={words.search} placeholder={words.searchHint} onChange={({ detail }) => setText(detail.value)} inputMode="search"
          onKeyDown={({ detail }) => { if (detail.key === 'Enter' && text.trim()) void navigate(`/search?q=${encodeURIComponent(text.trim())}`); }}
        />
      }
      utilities={[
        {
          type: 'menu-dropdown', iconName: 'settings', ariaLabel: words.appearance, title: words.appearance, onItemClick: ({ detail }) => choose(detail.id),
          items: [
            ...(['system', 'light', 'dark'] as const).map((id) => ({ id, text: { system: words.likeSystem, light: words.light, dark: words.dark }[id], itemType: 'checkbox' as const, checked: appearance.mode === id })),
            { id: 'compact', text: words.compact, itemType: 'checkbox', checked: appearance.compact },
          ],
        },
        { type: 'button', iconName: 'status-info', text: words.apiReference, title: words.apiReference, href: '/docs', external: false, onClick: (event) => { event.preventDefault(); void navigate('/docs'); } },
        {
          // Whatever else has no room: how to sign out is seen.
          type: 'menu-dropdown', disableUtilityCollapse: true, iconName: 'user-profile', text: me.displayName ?? me.name, ariaLabel: `${words.account}: ${me.displayName ?? me.name}`, description: words.signedInAs(me.name, me.tenant),
          onItemClick: ({ detail }) => { if (detail.id === 'leave') void leave(); },
          items: [{ id: 'leave', text: words.signOut }],
        },
      ]}
    />
  );
}

/** What has room in the bar is reckoned as it is drawn, in whatever font is there by then: once more, then, when the right one has come. */
function useMeasuredInItsFont(): void {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    document.fonts.addEventListener('loadingdone', drawAgain);
    return () => document.fonts.removeEventListener('loadingdone', drawAgain);
  }, []);
}
