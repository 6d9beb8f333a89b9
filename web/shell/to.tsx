import Link, { type LinkProps } from '@cloudscape-design/components/link';
import { useNavigate } from 'react-router';

/** A link to another page of the console. */
export function To({ href, ...props }: LinkProps & { href: string }) {
  const navigate = useNavigate();
  return <Link {...props} href={href} onFollow={(event) => { event.preventDefault(); void navigate(href); }} />;
}
