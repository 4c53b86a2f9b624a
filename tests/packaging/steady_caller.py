"""A caller that never rests: one new connection after the other, each with one request."""
import collections
import http.client
import ssl
import threading


class SteadyCaller:
    def __init__(self, ask):
        self.ask = ask  # gives a status
        self.outcomes = collections.Counter()
        self.news = threading.Condition()
        self.enough = False
        self.thread = threading.Thread(target=self.call, daemon=True)
        self.thread.start()

    def call(self):
        while not self.enough:
            try:
                outcome = self.ask()
            except (OSError, http.client.HTTPException, ssl.SSLError) as failed:
                outcome = f"{type(failed).__name__}: {failed}"
            with self.news:
                self.outcomes[outcome] += 1
                self.news.notify_all()

    def wait_for_more(self, count, patience_s):
        with self.news:
            wanted = sum(self.outcomes.values()) + count
            return self.news.wait_for(lambda: sum(self.outcomes.values()) >= wanted, patience_s)

    def stop(self):
        self.enough = True
        self.thread.join()
        return dict(self.outcomes)
