# What the demo's Request Tracker holds beside root: two agents, 25 contacts with phones, and
# tickets. Written as Request Tracker's own setup reads it. Everybody and all numbers are made up.
package RT::Handle;
use strict;
use warnings;
use utf8;

our (@Users, @Final);

my @agents = ('Alex Agent', 'Robin Agent');
my @given_names = qw(Ana Bruno Carla Daniel Elena);
my @family_names = qw(Almeida Bauer Costa Dubois Esposito);
my @companies = ('Northwind Logistics', 'Bluewater Foods', 'Tagus Energy');

# [contact's login, subject, what the contact wrote, what an agent noted]
my @tickets = (
  ['ana.almeida@crm.example', 'Where is my order?',
    'The order was promised for Monday and is not here.', 'The carrier has it, promised for Friday.'],
  ['ana.almeida@crm.example', 'Invoice with the old address',
    'Please send the invoice again, we have moved.', 'Accounting knows.'],
  ['bruno.bauer@crm.example', 'Cannot log in',
    'My password is not taken any more.', 'Sent a link to choose another one.'],
  ['carla.costa@crm.example', 'A second licence',
    'What does a licence for a second workplace cost?'],
);

sub address {
  return lc($_[0] =~ s/ /./gr) . '@crm.example';
}

for my $name (@agents) {
  push @Users, {
    Name => address($name), EmailAddress => address($name), RealName => $name, Privileged => 1,
  };
}

for my $number (0 .. 24) {
  my $family = int($number / 5);
  my $name = "$given_names[$number % 5] $family_names[($number + $family) % 5]";
  push @Users, {
    Name         => address($name),
    EmailAddress => address($name),
    RealName     => $name,
    Organization => $companies[$number % 3],
    MobilePhone  => sprintf('+1202555%04d', 100 + $number),
    Privileged   => 0,
  };
}

sub create_ticket {
  my ($login, $subject, $request, $note) = @_;
  my $ticket = RT::Ticket->new(RT->SystemUser);
  my ($id, undef, $message) = $ticket->Create(
    Queue     => 'General',
    Requestor => $login,
    Subject   => $subject,
    MIMEObj   => MIME::Entity->build(Type => 'text/plain', Charset => 'utf-8', Data => $request),
  );
  die "$subject: $message" unless $id;
  return unless $note;
  my ($noted, $why) = $ticket->Comment(Content => $note);
  die "$subject: $why" unless $noted;
}

# Request Tracker tells times in seconds, and who shares the last one comes again with the next
# contact synchronization. Contacts of a CRM have not all changed in one second: here each is a
# minute younger than the one before.
sub spread_changes {
  RT->DatabaseHandle->SimpleQuery(
    "UPDATE Users SET LastUpdated = datetime('now', (id - (SELECT max(id) FROM Users)) || ' minutes')"
    . " WHERE Name LIKE '%\@crm.example'") or die 'the times of changes cannot be set';
}

push @Final, sub { create_ticket(@$_) for @tickets }, \&spread_changes;

1;
