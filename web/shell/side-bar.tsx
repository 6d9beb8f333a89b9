import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { useLocation, useNavigate } from 'react-router';
import { isStaff, useMe, usePractices, type RecordType } from '../api/practices.ts';
import { plural } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';

/** Where one can go: what people do every day first, then a page for every record type there is. */
export function SideBar() {
  const me = useMe();
  const { items } = usePractices();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const words = texts.shell.nav;
  const link = (text: string, href: string): SideNavigationProps.Link => ({ type: 'link', text, href });
  const own = [link(words.report, '/portal/report'), link(words.mine, '/portal')];
  const work = [link(words.overview, '/overview'), link(words.queue, '/queue'), link(words.calendar, '/calendar'), link(words.cab, '/cab'), link(words.otap, '/otap'), link(words.map, '/map')];
  const family = (name: RecordType['family']): SideNavigationProps.Item => ({
    type: 'section', text: texts.shell.family[name], defaultExpanded: name === 'service',
    items: items.filter((type) => type.family === name).map((type) => link(plural(type), `/records/${type.route}`)),
  });
  return (
    <SideNavigation
      activeHref={activeOf(pathname)} header={{ text: isStaff(me) ? words.work : words.portal, href: '/' }}
      onFollow={(event) => { if (!event.detail.external) { event.preventDefault(); void navigate(event.detail.href); } }}
      items={isStaff(me) ? [...work, { type: 'divider' }, family('service'), family('technical'), family('general'), { type: 'divider' }, ...own] : own}
    />
  );
}

/** The entry that a page belongs to: a ticket's page to its list. */
const activeOf = (pathname: string): string => /^\/records\/[^/]+/.exec(pathname)?.[0] ?? pathname;
